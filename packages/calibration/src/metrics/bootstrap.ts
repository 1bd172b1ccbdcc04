import { quantile } from "../features/quantile.js";
import { type SeededRandom, seededRandom } from "../random/seeded-random.js";

/** A statistic of a sample, and where it lies in most samples like it. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** How many items the estimate is from. */
  readonly n: number;
}

/** How the resamples are drawn. */
export interface BootstrapOptions<Item> {
  readonly seed: number;
  /** Default 1000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly level?: number;
  /** Every resample has as many items of each stratum as the sample. For a statistic that needs both classes. */
  readonly stratum?: (item: Item) => unknown;
}

/**
 * Percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 13.3): items are drawn with
 * replacement. For a difference on the same items, let the statistic take both from one item: the resamples are then
 * paired. Undefined where the statistic is undefined on the sample or on more than one resample in ten; then an
 * interval would say more than is known.
 */
export function bootstrap<Item extends object | number>(
  items: readonly Item[],
  statistic: (sample: readonly Item[]) => number | undefined,
  options: BootstrapOptions<Item>,
): Interval | undefined {
  const { seed, resamples = 1000, level = 0.95, stratum = () => 0 } = options;
  const estimate = statistic(items);
  if (estimate === undefined) return undefined;
  const strata = [...Map.groupBy(items, stratum).values()];
  const random = seededRandom(seed);
  const values = Array.from({ length: resamples }, () => statistic(strata.flatMap((from) => redraw(from, random))))
    .filter((value) => value !== undefined)
    .toSorted((a, b) => a - b);
  const [low, high] = [quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2)];
  if (values.length < 0.9 * resamples || low === undefined || high === undefined) return undefined;
  return { estimate, low, high, n: items.length };
}

/** As many items, drawn with replacement. */
function redraw<Item extends object | number>(from: readonly Item[], random: SeededRandom): Item[] {
  const drawn: Item[] = [];
  while (drawn.length < from.length) {
    const item = from[random.below(from.length)];
    if (item !== undefined) drawn.push(item);
  }
  return drawn;
}

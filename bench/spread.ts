/** Where numbers lie. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Quartiles, linearly interpolated. */
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

/** Of at least one number. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => quantile(sorted, share);
  return { median: at(0.5), min: at(0), max: at(1), lowerQuartile: at(0.25), upperQuartile: at(0.75) };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

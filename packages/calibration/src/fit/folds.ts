import { seededRandom } from "../random/seeded-random.js";
import { shuffled } from "../random/shuffled.js";

/** What a fold is drawn by. */
export interface Grouped {
  readonly good: boolean;
  /** Samples of one group, such as wordings of one question, are never on both sides. */
  readonly group: string;
}

interface GroupCount {
  readonly group: string;
  readonly good: number;
  readonly bad: number;
}

/**
 * The number of the fold of every sample: groups stay whole, and the folds get about the same share of good ones, since
 * folds that differ in it make pooled scores look worse than chance (Parker, Günter and Bedo, 2007). At most as many
 * folds as groups.
 */
export function foldsOf(samples: readonly Grouped[], folds: number, seed: number): number[] {
  const groups = shuffled(countGroups(samples), seededRandom(seed));
  const largestFirst = groups.toSorted((a, b) => b.good + b.bad - a.good - a.bad);
  const filled = Array.from({ length: Math.min(folds, groups.length) }, () => ({ good: 0, bad: 0 }));
  const foldOfGroup = new Map<string, number>();
  for (const group of largestFirst) {
    const fold = emptiestFor(group, filled);
    foldOfGroup.set(group.group, fold);
    const target = filled[fold] ?? { good: 0, bad: 0 };
    filled[fold] = { good: target.good + group.good, bad: target.bad + group.bad };
  }
  return samples.map(({ group }) => foldOfGroup.get(group) ?? 0);
}

function countGroups(samples: readonly Grouped[]): GroupCount[] {
  const counts = new Map<string, GroupCount>();
  for (const { group, good } of samples) {
    const before = counts.get(group) ?? { group, good: 0, bad: 0 };
    counts.set(group, { group, good: before.good + (good ? 1 : 0), bad: before.bad + (good ? 0 : 1) });
  }
  return [...counts.values()];
}

/** The fold that holds least of what the group brings; of equals the smallest, then the first. */
function emptiestFor(group: GroupCount, folds: ReadonlyArray<{ good: number; bad: number }>): number {
  const load = (fold: { good: number; bad: number }): number => group.good * fold.good + group.bad * fold.bad;
  let best = 0;
  for (const [index, fold] of folds.entries()) {
    const chosen = folds[best] ?? fold;
    const size = (one: { good: number; bad: number }): number => one.good + one.bad;
    if (load(fold) < load(chosen) || (load(fold) === load(chosen) && size(fold) < size(chosen))) best = index;
  }
  return best;
}

import { midranks } from "./midranks.js";
import type { Scored } from "./scored.js";

/**
 * The probability that a good one scores higher than a bad one, ties counted half (Mann and Whitney's U over the pairs,
 * by midranks; Hanley and McNeil, 1982). Undefined without both.
 */
export function auroc(scored: readonly Scored[]): number | undefined {
  const good = scored.filter((item) => item.good).length;
  const bad = scored.length - good;
  if (good === 0 || bad === 0) return undefined;
  const ranks = midranks(scored.map(({ score }) => score));
  const sum = scored.reduce((total, item, index) => (item.good ? total + (ranks[index] ?? 0) : total), 0);
  return (sum - (good * (good + 1)) / 2) / (good * bad);
}

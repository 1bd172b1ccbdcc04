import { type DeferralCase, type DeferralPoint, meanOutcome, outcomes } from "@compute-proxy/calibration";
import { type AreaCase, gainOf, overLine } from "./area-over-random.js";

/** Of the questions deferred, the share that enters at the larger rung and so needs no draft. */
const entering = 0.5;

/**
 * The prior first, then the cascade: of k deferred questions the k / 2 (rounded down) with the lowest prior enter at the
 * larger rung; of the others those with the lowest score after their draft. The share of one half is set, not fitted.
 */
export function bothCurve(cases: readonly DeferralCase[], priors: readonly number[]): DeferralPoint[] {
  const byPrior = cases
    .map((item, index) => ({ item, prior: priors[index] ?? 0 }))
    .toSorted((a, b) => a.prior - b.prior);
  return Array.from({ length: cases.length + 1 }, (_, deferred) => {
    const entered = Math.floor(deferred * entering);
    const direct = byPrior.slice(0, entered).map(({ item }) => outcomes(item, "spared")[1]);
    const drafted = byPrior.slice(entered).toSorted((a, b) => a.item.score - b.item.score);
    const escalated = drafted.slice(0, deferred - entered).map(({ item }) => outcomes(item, "paid")[1]);
    const kept = drafted.slice(deferred - entered).map(({ item }) => outcomes(item, "paid")[0]);
    const outcome = meanOutcome([...direct, ...escalated, ...kept]) ?? { quality: 0 };
    return { share: cases.length === 0 ? 0 : deferred / cases.length, ...outcome };
  });
}

/** The area of that curve over random. Undefined without cases. */
export function bothArea(cases: ReadonlyArray<AreaCase & { readonly prior: number }>): number | undefined {
  if (cases.length === 0) return undefined;
  const byPrior = cases.toSorted((a, b) => a.prior - b.prior);
  const byScore = byPrior.map((item, rank) => ({ item, rank })).toSorted((a, b) => a.item.score - b.item.score);
  const gained = Array.from({ length: cases.length + 1 }, (_, deferred) => {
    const entered = Math.floor(deferred * entering);
    let [total, left] = [0, deferred - entered];
    for (const { item, rank } of byScore) {
      const isDeferred = rank < entered || left > 0;
      if (rank >= entered && left > 0) left -= 1;
      if (isDeferred) total += gainOf(item);
    }
    return total;
  });
  return overLine(gained);
}

import { type DeferralPoint, deferralCurve, type DeferralCase, type DraftCost } from "@compute-proxy/calibration";
import type { PairCase } from "../scores/pair-case.js";
import type { Price } from "./case-costs.js";
import type { CurveReport } from "./report.js";

/** A case with its score and what a decision about it costs in that currency. */
export function pricedCases(cases: readonly PairCase[], scores: readonly number[], price: Price): DeferralCase[] {
  return cases.map((from, index) => {
    const costs = price(from);
    return {
      score: scores[index] ?? 0,
      smallerRight: from.smaller.good,
      largerRight: from.larger.good,
      ...(costs && { costs }),
    };
  });
}

/** The two currencies of a report. */
export interface Prices {
  readonly time: Price;
  readonly energy: Price;
}

/** The deferral curve of a score in both currencies. */
export function scoreColumns(
  cases: readonly PairCase[],
  scores: readonly number[],
  draft: DraftCost,
  { time, energy }: Prices,
): CurveReport {
  return columns(
    deferralCurve(pricedCases(cases, scores, time), draft),
    deferralCurve(pricedCases(cases, scores, energy), draft),
  );
}

/** A curve of two currencies as columns, a number for each count of deferred questions. */
export function columns(timed: readonly DeferralPoint[], powered: readonly DeferralPoint[]): CurveReport {
  const joules = powered.flatMap(({ cost }) => cost ?? []);
  return {
    quality: timed.map(({ quality }) => quality),
    ms: timed.flatMap(({ cost }) => cost ?? []),
    ...(joules.length === powered.length && { joules }),
  };
}

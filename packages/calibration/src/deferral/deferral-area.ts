import { type DeferralCase, meanOutcome, type Outcome, outcomes } from "./deferral-case.js";
import { deferralCurve, type DeferralPoint, oracleCurve } from "./deferral-curve.js";

/** An oracle that gains no more than this gains nothing. */
const rounding = 1e-12;

/** How much a confidence is worth for deferring, beside the lines that it must beat. */
export interface DeferralSummary {
  readonly n: number;
  readonly alwaysSmall: Outcome;
  readonly alwaysLarge: Outcome;
  /** Mean quality over all shares, over that of deferring at random. */
  readonly area: number;
  /** The same of the oracle: the most there is to gain. */
  readonly oracleArea: number;
  /**
   * `area` over `oracleArea`: 0 is random, 1 the oracle (as RouteLLM's APGR, arXiv 2406.18665). Absent where there is
   * nothing to gain.
   */
  readonly shareOfOracle?: number;
}

/** Mean quality over all shares deferred, less that of deferring at random. Undefined without cases. */
export function deferralArea(cases: readonly DeferralCase[]): number | undefined {
  return cases.length === 0 ? undefined : areaOverRandom(deferralCurve(cases));
}

/** The area as a share of the oracle's. Undefined where the oracle gains nothing, so that nobody could. */
export function shareOfOracle(cases: readonly DeferralCase[]): number | undefined {
  return deferralSummary(cases)?.shareOfOracle;
}

/** All of it. Undefined without cases. */
export function deferralSummary(cases: readonly DeferralCase[]): DeferralSummary | undefined {
  const alwaysSmall = meanOutcome(cases.map((item) => outcomes(item, "spared")[0]));
  const alwaysLarge = meanOutcome(cases.map((item) => outcomes(item, "spared")[1]));
  if (!alwaysSmall || !alwaysLarge) return undefined;
  const area = areaOverRandom(deferralCurve(cases));
  const oracleArea = areaOverRandom(oracleCurve(cases));
  const summary = { n: cases.length, alwaysSmall, alwaysLarge, area, oracleArea };
  return oracleArea > rounding ? { ...summary, shareOfOracle: area / oracleArea } : summary;
}

/** By the trapezoid rule; at both ends the curve meets the line. */
function areaOverRandom(curve: readonly DeferralPoint[]): number {
  const [first, last] = [curve[0]?.quality ?? 0, curve.at(-1)?.quality ?? 0];
  const over = curve.map(({ share, quality }) => quality - first - share * (last - first));
  return over.reduce((sum, value) => sum + value, 0) / (curve.length - 1);
}

import {
  auroc,
  bootstrap,
  brier,
  type DraftCost,
  expectedCalibrationError,
  type Interval,
  shareToReach,
} from "@compute-proxy/calibration";
import type { PairCase } from "../scores/pair-case.js";
import type { Policy } from "../scores/policy.js";
import { areaOverRandom } from "./area-over-random.js";
import { type Prices, scoreColumns } from "./deferral-columns.js";
import type { CurveReport, PolicyReport } from "./report.js";

/** How the intervals are drawn. */
export interface Resampling {
  readonly seed: number;
  readonly resamples: number;
}

/** A case of the test half with a policy's score. */
interface ScoredCase {
  readonly score: number;
  readonly probability: number;
  readonly good: boolean;
  readonly smallerRight: boolean;
  readonly largerRight: boolean;
}

/** What all policies of a pair share. */
export interface PairGround {
  /** Of the test half. */
  readonly cases: readonly PairCase[];
  readonly prices: Prices;
  readonly oracleArea: number;
  readonly resampling: Resampling;
}

/** A policy on the test half. */
export function policyReport({ name, score, isProbability, draft }: Policy, ground: PairGround): PolicyReport {
  const { cases, prices, resampling } = ground;
  const scored = cases.map((from) => scoredCase(from, score(from)));
  const interval = (statistic: (sample: readonly ScoredCase[]) => number | undefined): Interval | undefined =>
    bootstrap(scored, statistic, resampling);
  const [auc, area] = [
    bootstrap(scored, auroc, { ...resampling, stratum: ({ good }) => good }),
    interval(areaOverRandom),
  ];
  const [squared, calibrationError] = isProbability
    ? [interval((sample) => brier(sample)), interval((sample) => expectedCalibrationError(sample))]
    : [];
  const curve = scoreColumns(
    cases,
    scored.map((item) => item.score),
    draft satisfies DraftCost,
    prices,
  );
  return {
    name,
    ...(auc && { auroc: auc }),
    ...(squared && { brier: squared }),
    ...(calibrationError && { ece: calibrationError }),
    ...areaFields(area, ground),
    ...reachField(curve),
    curve,
  };
}

/** The area with its interval, and how much of the oracle's it is. */
export function areaFields(
  area: Interval | undefined,
  { oracleArea }: Pick<PairGround, "oracleArea">,
): Pick<PolicyReport, "area" | "share_of_oracle"> {
  if (!area) return {};
  return oracleArea > 0 ? { area, share_of_oracle: area.estimate / oracleArea } : { area };
}

/** The smallest share at which the quality of deferring everything is reached. */
export function reachField({ quality }: CurveReport): Pick<PolicyReport, "reach"> {
  const points = quality.map((value, index) => ({ share: index / (quality.length - 1), quality: value }));
  const reach = shareToReach(points, quality.at(-1) ?? Number.POSITIVE_INFINITY);
  return reach === undefined ? {} : { reach };
}

function scoredCase({ smaller, larger }: PairCase, score: number): ScoredCase {
  return { score, probability: score, good: smaller.good, smallerRight: smaller.good, largerRight: larger.good };
}

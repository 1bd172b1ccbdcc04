import {
  bootstrap,
  type DeferralCase,
  deferralArea,
  deferralSummary,
  type Interval,
  mcnemarExact,
  oracleCurve,
} from "@compute-proxy/calibration";
import { printable, ProxyError } from "@compute-proxy/core";
import type { JudgedLog } from "../judged/judged-question.js";
import type { LoggedRung } from "../log/answer-log.js";
import { featureReader } from "../scores/case-features.js";
import { best, type TriedVariant, tryVariants } from "../scores/choose-variant.js";
import { type CaseScore, fitVariant } from "../scores/fit-variant.js";
import { type Pair, type PairCase, pairCases } from "../scores/pair-case.js";
import { ours, plainPolicies, type Policy, priorOnly } from "../scores/policy.js";
import { areaOverRandom } from "./area-over-random.js";
import { bothArea, bothCurve } from "./both-curve.js";
import { byEnergy, byTime } from "./case-costs.js";
import { columns, pricedCases } from "./deferral-columns.js";
import { areaFields, type PairGround, policyReport, reachField, type Resampling } from "./policy-report.js";
import type { Outcome, PairReport, PolicyReport, TriedReport } from "./report.js";

/** Fits on the training half of the log, and reports on its test half. */
export function pairReport(pair: Pair, { header, questions }: JudgedLog, resampling: Resampling): PairReport {
  const energy = byEnergy(rungNamed(pair.smaller, header.rungs), rungNamed(pair.larger, header.rungs));
  const [train, test] = [pairCases(questions, pair, "train"), pairCases(questions, pair, "test")];
  if (train.length < 3 || test.length === 0) throw tooFew(pair, train.length, test.length);
  const oracle = test.map((from) => verdictCase(from, 0));
  const oracleArea = deferralSummary(oracle)?.oracleArea ?? 0;
  const ground: PairGround = { cases: test, prices: { time: byTime, energy }, oracleArea, resampling };

  const tried = tryVariants(train);
  const chosen = best(tried);
  const fitted = fittedVariants(tried, train);
  const byArea: Policy = {
    name: "chosen by area",
    score: fitted.get(chosen) ?? (() => 0),
    isProbability: chosen.variant.target === "good",
    draft: "paid",
  };
  const [own, prior] = [ours(train), priorOnly(train)];
  return {
    smaller: pair.smaller,
    larger: pair.larger,
    n_train: train.length,
    n_test: test.length,
    ...crossTable(test),
    always_smaller: outcome(test, ground, "smaller"),
    always_larger: outcome(test, ground, "larger"),
    oracle_area: oracleArea,
    policies: [
      ...[...plainPolicies, own, byArea, prior].map((policy) => policyReport(policy, ground)),
      bothReport(own, prior, ground),
      oracleReport(ground),
    ],
    ours_over: [...plainPolicies, byArea, prior].map((other) => ({ than: other.name, ...lead(own, other, ground) })),
    tried: tried.map((item) => triedReport(item, item === chosen, fitted.get(item), test)),
  };
}

function fittedVariants(
  tried: readonly TriedVariant[],
  train: readonly PairCase[],
): ReadonlyMap<TriedVariant, CaseScore> {
  const training = { cases: train, read: featureReader(train) };
  return new Map(tried.map((item) => [item, fitVariant(item.variant, item.strength, training)]));
}

function triedReport(
  { variant, strength, area }: TriedVariant,
  chosen: boolean,
  score: CaseScore | undefined,
  test: readonly PairCase[],
): TriedReport {
  const testArea = score && deferralArea(test.map((from) => verdictCase(from, score(from))));
  return {
    name: variant.name,
    target: variant.target,
    strength,
    train_area: area,
    test_area: testArea ?? 0,
    chosen,
  };
}

function verdictCase({ smaller, larger }: PairCase, score: number): DeferralCase {
  return { score, smallerRight: smaller.good, largerRight: larger.good };
}

function crossTable(test: readonly PairCase[]) {
  const count = (smaller: boolean, larger: boolean): number =>
    test.filter((from) => from.smaller.good === smaller && from.larger.good === larger).length;
  const [onlySmaller, onlyLarger] = [count(true, false), count(false, true)];
  return {
    both_right: count(true, true),
    only_smaller_right: onlySmaller,
    only_larger_right: onlyLarger,
    neither_right: count(false, false),
    mcnemar_p: mcnemarExact(onlySmaller, onlyLarger),
  };
}

function outcome(test: readonly PairCase[], { prices }: PairGround, side: "smaller" | "larger"): Outcome {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const joules = test.flatMap((from) => prices.energy(from)?.[side] ?? []);
  return {
    quality: mean(test.map((from) => (from[side].good ? 1 : 0))),
    ms: mean(test.flatMap((from) => prices.time(from)?.[side] ?? [])),
    ...(joules.length === test.length && { joules: mean(joules) }),
  };
}

/** The oracle knows both answers before any is written, so it pays for no draft that it does not keep. */
function oracleReport({ cases, prices, oracleArea }: PairGround): PolicyReport {
  const none = cases.map(() => 0);
  const curve = columns(
    oracleCurve(pricedCases(cases, none, prices.time), "spared"),
    oracleCurve(pricedCases(cases, none, prices.energy), "spared"),
  );
  const area: Interval = { estimate: oracleArea, low: oracleArea, high: oracleArea, n: cases.length };
  return { name: "oracle", ...areaFields(area, { oracleArea }), ...reachField(curve), curve };
}

function bothReport(own: Policy, prior: Policy, ground: PairGround): PolicyReport {
  const { cases, prices, resampling } = ground;
  const [scores, priors] = [cases.map(own.score), cases.map(prior.score)];
  const curve = columns(
    bothCurve(pricedCases(cases, scores, prices.time), priors),
    bothCurve(pricedCases(cases, scores, prices.energy), priors),
  );
  const items = pricedCases(cases, scores, () => undefined).map((item, index) => ({
    ...item,
    prior: priors[index] ?? 0,
  }));
  const area = bootstrap(items, bothArea, resampling);
  return { name: "both", ...areaFields(area, ground), ...reachField(curve), curve };
}

/** Ours less another on the same resampled questions. */
function lead(own: Policy, other: Policy, { cases, resampling }: PairGround): { area?: Interval } {
  const items = cases.map((from) => ({ ...verdictCase(from, own.score(from)), other: other.score(from) }));
  const difference = bootstrap(
    items,
    (sample) => {
      const [first, second] = [
        areaOverRandom(sample),
        areaOverRandom(sample.map((item) => ({ ...item, score: item.other }))),
      ];
      return first === undefined || second === undefined ? undefined : first - second;
    },
    resampling,
  );
  return difference ? { area: difference } : {};
}

function rungNamed(name: string, rungs: readonly LoggedRung[]): LoggedRung {
  const rung = rungs.find((candidate) => candidate.name === name);
  if (rung) return rung;
  const known = rungs.map((candidate) => printable(candidate.name)).join(", ");
  throw new ProxyError("invalid-request", `rung "${printable(name)}" is not in the log; it has ${known}`);
}

function tooFew({ smaller, larger }: Pair, train: number, test: number): ProxyError {
  return new ProxyError(
    "invalid-request",
    `the log has ${train} training and ${test} test questions that both "${printable(smaller)}" and ` +
      `"${printable(larger)}" answered; at least 3 and 1 are needed`,
  );
}

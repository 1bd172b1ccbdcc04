import { bootstrap, deferralArea, deferralSummary, scoreConfidence } from "@compute-proxy/calibration";
import { fitAnswerConfidence, measuredFeatures } from "@compute-proxy/evaluation";
import { confidenceOf } from "@compute-proxy/forwarding";
import { beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type SimulatedCase, simulatedCases } from "../testing/simulated-cases.js";
import { tokenLawRatio } from "../testing/token-law-ratio.js";

// 16 000 answers, and a fit for every seed.
jest.setTimeout(240_000);

interface Areas {
  readonly ours: number;
  readonly heuristic: number;
  /** Of the exact likelihood ratio. */
  readonly law: number;
  /** Of one who is told every verdict. */
  readonly verdicts: number;
}

describe("confidence version 2 on the simulated backend, over 50 seeds", () => {
  let areas: readonly Areas[] = [];
  beforeAll(async () => {
    const seeds = Array.from({ length: 50 }, (_, index) => index + 1);
    areas = [];
    for (const seed of seeds) areas = [...areas, areasOf(await simulatedCases(160, seed))];
  });
  const mean = (name: keyof Areas): number => areas.reduce((sum, of) => sum + of[name], 0) / areas.length;

  it("reaches at least 60 % of the area of the oracle, which knows the law", () => {
    expect(areas).toHaveLength(50);
    expect(mean("ours") / mean("law")).toBeGreaterThanOrEqual(0.6);
  });

  it("stays under that oracle, and that one under who is told the verdicts", () => {
    expect(mean("ours")).toBeLessThan(mean("law"));
    expect(mean("law")).toBeLessThan(mean("verdicts"));
  });

  it("is better than the heuristic, with a paired bootstrap lower bound above zero", () => {
    const lead = bootstrap(
      areas.map(({ ours, heuristic }) => ours - heuristic),
      (sample) => sample.reduce((sum, value) => sum + value, 0) / sample.length,
      { seed: 1 },
    );

    expect(lead?.low).toBeGreaterThan(0);
  });
});

function areasOf(cases: readonly SimulatedCase[]): Areas {
  const train = cases.filter(({ question }) => question.split === "train");
  const model = fitAnswerConfidence(
    train.map(({ question, smaller }) => ({ question, answer: smaller })),
    { model: "", task: "", set: "simulated" },
  );
  const scored = (score: (from: SimulatedCase) => number) =>
    cases
      .filter(({ question }) => question.split === "test")
      .map((from) => ({ score: score(from), smallerRight: from.smaller.good, largerRight: from.larger.good }));
  const ours = scored(({ question, smaller }) => {
    return scoreConfidence(model, measuredFeatures(question.prompt, smaller))?.value ?? 0;
  });
  const heuristic = scored(({ smaller: { text, finishReason } }) => {
    return confidenceOf({ text, finishReason, logprobs: [] })?.value ?? 0;
  });
  const law = scored(({ smaller }) => tokenLawRatio(smaller.tokens.map(({ logprob }) => logprob)));
  return {
    ours: deferralArea(ours) ?? 0,
    heuristic: deferralArea(heuristic) ?? 0,
    law: deferralArea(law) ?? 0,
    verdicts: deferralSummary(ours)?.oracleArea ?? 0,
  };
}

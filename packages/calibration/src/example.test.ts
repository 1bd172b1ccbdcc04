import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { drawAnswers } from "@compute-proxy/calibration/testing";
// example
import { crossValidatedPredictions, fitConfidence, fitThreshold } from "@compute-proxy/calibration";
import { parseConfidenceModel, scoreConfidence } from "@compute-proxy/calibration";
import { type TokenLogprob, tokenFeatureNames, tokenFeatures, tokenPrior } from "@compute-proxy/calibration";

/** Judged answers in; out comes a confidence for new ones, and from which confidence on one may be accepted. */
function calibrate(answers: ReadonlyArray<{ tokens: TokenLogprob[]; good: boolean; question: string }>) {
  const samples = answers.map(({ tokens, good, question }) => ({
    features: tokenFeatures(tokens),
    good,
    group: question,
  }));
  const options = {
    prior: tokenPrior,
    fittedOn: { model: "sha256:1d96...", task: "adaptive-text", set: "questions.jsonl" },
  };
  const file = JSON.stringify(fitConfidence(samples, options));
  const model = parseConfidenceModel(JSON.parse(file), tokenFeatureNames);

  const unseen = crossValidatedPredictions(samples, options) ?? [];
  const scored = unseen.map(({ probability, good }) => ({ score: probability, good }));
  return {
    confidenceOf: (tokens: TokenLogprob[]) => scoreConfidence(model, tokenFeatures(tokens))?.value,
    rule: fitThreshold(scored, { alpha: 0.2, delta: 0.1 }),
  };
}
// end

it("the README's example runs as it is printed", () => {
  const answers = drawAnswers(240, 1).map(({ tokens, good, group }) => ({ tokens, good, question: group }));

  const { confidenceOf, rule } = calibrate(answers);

  const level = (logprob: number) => Array.from({ length: 20 }, () => ({ token: "w", logprob }));
  expect(confidenceOf(level(-0.01))).toBeGreaterThan(0.8);
  expect(confidenceOf(level(-0.9))).toBeLessThan(0.2);
  expect(confidenceOf([])).toBeUndefined();
  expect(rule.kind).toBe("accept-from");
});

it("the README prints this example", () => {
  const source = readFileSync(new URL("./example.test.ts", import.meta.url), "utf8");
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

  const example = /\/\/ example\n([\s\S]*?)\n\/\/ end/u.exec(source)?.[1];
  expect(example).toBeDefined();
  expect(readme).toContain(example);
});

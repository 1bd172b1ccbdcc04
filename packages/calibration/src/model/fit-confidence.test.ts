import { describe, expect, it } from "@jest/globals";
import { tokenFeatureNames, tokenFeatures } from "../features/token-features.js";
import { auroc } from "../metrics/auroc.js";
import { bootstrap } from "../metrics/bootstrap.js";
import { brier } from "../metrics/brier.js";
import type { Prediction } from "../metrics/prediction.js";
import { expectedCalibrationError } from "../metrics/reliability.js";
import { deferralArea } from "../deferral/deferral-area.js";
import { seededRandom } from "../random/seeded-random.js";
import { drawAnswers, withShuffledLabels } from "../testing/known-law.js";
import { isCalibrated } from "./confidence-model.js";
import { type FeaturePrior, tokenPrior } from "./feature-prior.js";
import { crossValidatedPredictions, fitConfidence } from "./fit-confidence.js";
import type { LabelledFeatures } from "./labelled-features.js";
import { parseConfidenceModel } from "./parse-confidence-model.js";
import { scoreConfidence } from "./score-confidence.js";

const options = { prior: tokenPrior, fittedOn: { model: "sha256:1", task: "chat", set: "law" } };
const sampleOf = (count: number, seed: number): LabelledFeatures[] =>
  drawAnswers(count, seed).map(({ tokens, good, group }) => ({ features: tokenFeatures(tokens), good, group }));
const world = sampleOf(1000, 999);

const predictionsOf = (model: ReturnType<typeof fitConfidence>, samples: readonly LabelledFeatures[]): Prediction[] =>
  samples.map(({ features, good }) => ({ probability: scoreConfidence(model, features)?.value ?? Number.NaN, good }));
const scored = (predictions: readonly Prediction[]) =>
  predictions.map(({ probability, good }) => ({ score: probability, good }));

/** One feature; nothing is believed of it. */
const single: FeaturePrior = { features: ["x"], mean: [0], scale: [1], weights: [0], bias: 0 };

describe("fitConfidence", () => {
  it.each([0, 19])("is the documented prior, uncalibrated, with %d labels", (labels) => {
    const model = fitConfidence(sampleOf(labels, 1), options);

    expect(model).toMatchObject({ ...tokenPrior, version: 2, labels, calibration: { kind: "none" } });
    expect(isCalibrated(model)).toBe(false);
    expect(model).not.toHaveProperty("brier");
    expect(model).not.toHaveProperty("ece");
  });

  it.each([20, 240])("is scaled by Platt's method with %d labels", (labels) => {
    const model = fitConfidence(sampleOf(labels, 1), options);

    expect(model.calibration.kind).toBe("platt");
    expect(model.features).toEqual([...tokenFeatureNames]);
    expect(model.labels).toBe(labels);
  });

  it("takes the isotonic curve above 500 labels only, where its cross-validated Brier score is lower", () => {
    const stepped = (count: number): LabelledFeatures[] => {
      const random = seededRandom(1);
      return Array.from({ length: count }, (_, index) => {
        const x = random.uniform();
        return { features: { x }, good: random.uniform() < (x < 0.8 ? 0.5 : 0.99), group: `${index}` };
      });
    };
    const smooth = (count: number): LabelledFeatures[] => {
      const random = seededRandom(2);
      return Array.from({ length: count }, (_, index) => {
        const x = 4 * random.uniform() - 2;
        return { features: { x }, good: random.uniform() < 1 / (1 + Math.exp(-x)), group: `${index}` };
      });
    };
    const kindOf = (samples: LabelledFeatures[]): string =>
      fitConfidence(samples, { ...options, prior: single }).calibration.kind;

    expect(kindOf(stepped(501))).toBe("isotonic");
    expect(kindOf(stepped(500))).toBe("platt");
    expect(kindOf(smooth(501))).toBe("platt");
  });

  it("stays near the prior's weights with few labels and leaves them with many", () => {
    const distance = (labels: number): number =>
      fitConfidence(sampleOf(labels, 3), options).weights.reduce(
        (sum, weight, index) => sum + Math.abs(weight - (tokenPrior.weights[index] ?? 0)),
        0,
      );

    expect(distance(20)).toBeLessThan(distance(400));
  });

  it("is the same every time", () => {
    expect(fitConfidence(sampleOf(60, 4), options)).toEqual(fitConfidence(sampleOf(60, 4), options));
  });

  it("is calibrated better than the prior on answers that it has not seen, for each of several seeds", () => {
    const ofPrior = expectedCalibrationError(predictionsOf(fitConfidence([], options), world)) ?? 0;

    for (const seed of [11, 12, 13]) {
      const predictions = predictionsOf(fitConfidence(sampleOf(300, seed), options), world);
      expect(expectedCalibrationError(predictions)).toBeLessThan(ofPrior);
      expect(auroc(scored(predictions))).toBeGreaterThan(0.75);
    }
  });

  it("says of itself what new answers bear out", () => {
    const models = [21, 22].map((seed) => fitConfidence(sampleOf(240, seed), options));

    const claimed = models.map((model) => model.brier ?? 0).reduce((sum, value) => sum + value, 0) / 2;
    const found =
      models.map((model) => brier(predictionsOf(model, world)) ?? 0).reduce((sum, value) => sum + value, 0) / 2;
    expect(Math.abs(claimed - found)).toBeLessThan(0.015);
  });

  it("learns nothing from shuffled labels", () => {
    for (const seed of [31, 32, 33]) {
      const samples = withShuffledLabels(sampleOf(200, seed), seed);
      const predictions = scored(crossValidatedPredictions(samples, options) ?? []);
      const random = seededRandom(seed);
      const cases = predictions.map(({ score, good }) => ({
        score,
        smallerRight: good,
        largerRight: random.uniform() < 0.8,
      }));

      const ranking = bootstrap(predictions, auroc, { seed, resamples: 250, stratum: ({ good }) => good });
      const area = bootstrap(cases, deferralArea, { seed, resamples: 250 });

      expect(ranking?.low).toBeLessThan(0.5);
      expect(ranking?.high).toBeGreaterThan(0.5);
      expect(area?.low).toBeLessThan(0);
      expect(area?.high).toBeGreaterThan(0);
    }
  });

  it("does not know a question by its twin in another fold", () => {
    const random = seededRandom(5);
    // Pure noise, every question ten times: only one who has seen the twins could tell.
    const twins = Array.from({ length: 30 }, (_, question) => {
      const sample = {
        features: { x: random.uniform(), y: random.uniform(), z: random.uniform() },
        good: question % 2 === 0,
      };
      return Array.from({ length: 10 }, () => ({ ...sample, group: `${question}` }));
    }).flat();
    const prior = { features: ["x", "y", "z"], mean: [0, 0, 0], scale: [1, 1, 1], weights: [0, 0, 0], bias: 0 };

    expect(auroc(scored(crossValidatedPredictions(twins, { ...options, prior }) ?? []))).toBeLessThan(0.6);
  });

  it("names the sample and the feature that it lacks", () => {
    const samples = [...sampleOf(2, 1), { features: {}, good: true, group: "q" }];

    expect(() => fitConfidence(samples, options)).toThrow('sample 2: feature "tokens" is not a finite number');
  });

  it.each([
    { wrong: { folds: 1 }, complaint: "folds is 1; it must be a whole number of at least 2" },
    { wrong: { l2: 0 }, complaint: "l2 is 0; it must be over 0" },
  ])("refuses $wrong", ({ wrong, complaint }) => {
    expect(() => fitConfidence(sampleOf(20, 1), { ...options, ...wrong })).toThrow(complaint);
  });

  it("refuses samples that cannot be cross-validated", () => {
    const samples = sampleOf(30, 1).map((sample) => ({ ...sample, group: "one" }));

    expect(() => fitConfidence(samples, options)).toThrow(
      "30 samples in fewer than 3 groups cannot be cross-validated",
    );
  });
});

describe("crossValidatedPredictions", () => {
  it("has one for each sample, in their order, and none under 20 labels", () => {
    const samples = sampleOf(40, 6);

    const predictions = crossValidatedPredictions(samples, options);

    expect(predictions?.map(({ good }) => good)).toEqual(samples.map(({ good }) => good));
    expect(crossValidatedPredictions(samples.slice(0, 19), options)).toBeUndefined();
  });

  it("is what the model's own figures are from", () => {
    const samples = sampleOf(80, 7);
    const predictions = crossValidatedPredictions(samples, options) ?? [];

    expect(fitConfidence(samples, options)).toMatchObject({
      brier: brier(predictions),
      ece: expectedCalibrationError(predictions),
    });
  });
});

describe("scoreConfidence", () => {
  const model = fitConfidence(sampleOf(100, 8), options);

  it("does not exist where a feature was not measured", () => {
    expect(scoreConfidence(model, {})).toBeUndefined();
    expect(scoreConfidence(model, { ...world[0]?.features, tokens: Number.NaN })).toBeUndefined();
  });

  it("works out by hand", () => {
    const byHand = { ...model, features: ["x"], mean: [2], scale: [4], weights: [3], bias: -1 };

    const score = scoreConfidence({ ...byHand, calibration: { kind: "platt", slope: 2, intercept: 0.5 } }, { x: 4 });

    // z = (4 - 2) / 4; logit = 3 z - 1 = 0.5; calibrated logit = 2 x 0.5 + 0.5.
    expect(score).toEqual({
      value: expect.closeTo(1 / (1 + Math.exp(-1.5)), 12),
      raw: expect.closeTo(1 / (1 + Math.exp(-0.5)), 12),
    });
  });

  it("is the same for a model that was written and read", () => {
    const read = parseConfidenceModel(JSON.parse(JSON.stringify(model)), tokenFeatureNames);

    expect(read).toEqual(model);
    for (const { features } of world.slice(0, 20)) {
      expect(scoreConfidence(read, features)).toEqual(scoreConfidence(model, features));
    }
  });
});

import { scalarCount } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { logitOf, sigmoid } from "../fit/sigmoid.js";
import { promptPrior } from "../model/feature-prior.js";
import { fitConfidence } from "../model/fit-confidence.js";
import { scoreConfidence } from "../model/score-confidence.js";
import { cosine } from "./cosine.js";
import { entryPrior } from "./entry-prior.js";
import { neighbourPrior } from "./neighbours.js";
import { promptFeatureNames, promptFeatures } from "./prompt-features.js";

const fittedOn = { model: "m", task: "t", set: "s" };
const labelled = [
  { embedding: [1, 0], good: true },
  { embedding: [0.9, 0.1], good: true },
  { embedding: [0, 1], good: false },
  { embedding: [-1, 0], good: false },
];

describe("promptFeatures", () => {
  it("counts", () => {
    const features = promptFeatures('What is 12 * 3.5?\nAnswer with only JSON: {"x": 1}');
    const counts = Object.fromEntries(
      Object.entries(features).map(([name, value]) => [name, Math.round(Math.expm1(value))]),
    );

    expect(counts).toEqual({
      log_characters: 49,
      log_words: 11,
      log_sentences: 1,
      log_lines: 1,
      log_numbers: 3,
      log_operators: 1,
      log_code_marks: 0,
      log_json_marks: 4,
      log_question_words: 1,
      log_question_marks: 1,
      log_constraints: 1,
    });
  });

  it("has every feature of every prompt, the empty one too", () => {
    expect(Object.keys(promptFeatures(""))).toEqual([...promptFeatureNames]);
    expect(Object.values(promptFeatures("")).every((value) => value === 0)).toBe(true);
  });
});

describe("promptFeatures of a long prompt", () => {
  it.each([
    "!",
    "1",
    "1,",
    " ",
    ";",
    "; ",
    "=",
    "1=",
    "(",
    "`",
    "\n",
    ";\n",
    "a",
    '"',
    '" ',
    "at ",
    "{",
    "💡",
    "\t \n",
  ])("is no more work for each character, whatever stands there: %j", (part) => {
    const prompt = `${part.repeat(Math.floor(1_000_000 / part.length))}x`;

    expect(promptFeatures(prompt).log_characters).toBeCloseTo(Math.log1p(scalarCount(prompt)), 10);
  });
});

describe("cosine", () => {
  it.each([
    { first: [3, 4], second: [4, 3], value: 24 / 25 },
    { first: [1, 0], second: [0, 2], value: 0 },
    { first: [1, 1], second: [-2, -2], value: -1 },
  ])("of $first and $second is $value", ({ first, second, value }) => {
    expect(cosine(first, Float32Array.from(second))).toBeCloseTo(value, 6);
  });

  it("does not exist where a vector has no direction", () => {
    expect(cosine([0, 0], [1, 2])).toBeUndefined();
  });

  it("refuses vectors of unequal length", () => {
    expect(() => cosine([1], [1, 2])).toThrow("embeddings of 1 and 2 numbers cannot be compared");
  });
});

describe("neighbourPrior", () => {
  it("shrinks the neighbours' share to the base rate", () => {
    expect(neighbourPrior([1, 0.05], labelled, { neighbours: 2, shrinkage: 3 })).toEqual({
      value: (2 + 3 * 0.5) / (2 + 3),
      neighbours: 2,
      goodNeighbours: 2,
      baseRate: 0.5,
    });
  });

  it("takes what there is where there are fewer", () => {
    expect(neighbourPrior([1, 0], labelled.slice(0, 1))).toMatchObject({ neighbours: 1, value: 1 });
  });

  it("does not exist without labels, or without a direction", () => {
    expect([neighbourPrior([1, 0], []), neighbourPrior([0, 0], labelled)]).toEqual([undefined, undefined]);
  });
});

describe("entryPrior", () => {
  const samples = Array.from({ length: 40 }, (_, index) => ({
    features: promptFeatures(index % 2 === 0 ? "short question?" : "long text ".repeat(index + 5)),
    good: index % 2 === 0 || index % 8 === 1,
    group: `${index}`,
  }));
  const model = fitConfidence(samples, { prior: promptPrior, fittedOn });

  it("does not exist without labels", () => {
    const unlabelled = fitConfidence(samples.slice(0, 19), { prior: promptPrior, fittedOn });

    expect(entryPrior({ prompt: "x" })).toBeUndefined();
    expect(entryPrior({ prompt: "x", model: unlabelled, embedding: [1, 0], labelled: [] })).toBeUndefined();
  });

  it("is the one part that there is", () => {
    const features = scoreConfidence(model, promptFeatures("short question?"))?.value;
    const neighbours = neighbourPrior([1, 0], labelled)?.value;

    const byFeatures = entryPrior({ prompt: "short question?", model });
    const byNeighbours = entryPrior({ prompt: "short question?", embedding: [1, 0], labelled });

    expect(byFeatures).toEqual({ value: expect.closeTo(features ?? -1, 12), features });
    expect(byNeighbours).toEqual({ value: expect.closeTo(neighbours ?? -1, 12), neighbours });
  });

  it("is the mean of both on the scale of log odds", () => {
    const {
      value,
      features = 0,
      neighbours = 0,
    } = entryPrior({ prompt: "short question?", model, embedding: [1, 0], labelled }) ?? { value: 0 };

    expect(value).toBeCloseTo(sigmoid((logitOf(features) + logitOf(neighbours)) / 2), 12);
    expect(value).toBeGreaterThan(Math.min(features, neighbours));
    expect(value).toBeLessThan(Math.max(features, neighbours));
  });

  it("tells easy prompts from hard ones once it has labels", () => {
    const easy = entryPrior({ prompt: "short question?", model })?.value ?? 0;
    const hard = entryPrior({ prompt: "long text ".repeat(30), model })?.value ?? 1;

    expect(easy).toBeGreaterThan(hard + 0.3);
  });
});

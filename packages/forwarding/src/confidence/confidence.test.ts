import { TokenLogprob } from "@compute-proxy/api/backend/v1";
import { answerFeatures, type ConfidenceModel } from "@compute-proxy/calibration";
import { describe, expect, it } from "@jest/globals";
import { confidenceOf } from "./confidence.js";

const tokens = (...probabilities: number[]): TokenLogprob[] =>
  probabilities.map((probability, index) =>
    TokenLogprob.fromPartial({ token: `w${index}`, logprob: Math.log(probability) }),
  );
const logistic = (q10: number): number => 1 / (1 + Math.exp(-(-2 + 5 * q10)));

describe("confidence, version 1", () => {
  it.each([
    { name: "is the logistic of the 10 % quantile", probabilities: [0.2, 0.4, 0.6, 0.8, 1], q10: 0.28 },
    { name: "uses the lowest token of fewer than three", probabilities: [0.9, 0.3], q10: 0.3 },
    { name: "uses the only token", probabilities: [0.7], q10: 0.7 },
    { name: "is highest, and under 1, when every token is certain", probabilities: [1, 1, 1, 1], q10: 1 },
  ])("$name", ({ probabilities, q10 }) => {
    const confidence = confidenceOf({ text: "an answer", logprobs: tokens(...probabilities), finishReason: "stop" });

    expect(confidence?.value).toBeCloseTo(logistic(q10), 10);
    expect(confidence).toMatchObject({
      source: "logprobs",
      calibrated: false,
      labels: 0,
      version: 1,
      cappedBecause: "",
    });
  });

  it("skips white space and markup, which are nearly always certain", () => {
    const markup = ["\n", "  ", "**", "```", "- "].map((token) => TokenLogprob.fromPartial({ token, logprob: 0 }));

    const plain = confidenceOf({ text: "x", logprobs: tokens(0.2, 0.3, 0.4), finishReason: "stop" });
    const decorated = confidenceOf({
      text: "x",
      logprobs: [...markup, ...tokens(0.2, 0.3, 0.4)],
      finishReason: "stop",
    });

    expect(decorated?.value).toBe(plain?.value);
  });

  it("is at most 0.5 for an answer that was cut by length", () => {
    const confidence = confidenceOf({ text: "an answer", logprobs: tokens(1, 1, 1), finishReason: "length" });

    expect(confidence).toMatchObject({ value: 0.5, cappedBecause: "cut-by-length" });
  });

  it("does not exist for an empty answer", () => {
    expect(confidenceOf({ text: " \n", logprobs: tokens(1), finishReason: "stop" })).toBeUndefined();
  });

  it.each([
    { name: "a plain answer", text: "Paris is the capital of France.", value: 0.7 },
    { name: "a hedged answer", text: "I'm sorry, I cannot say that.", value: 0.35 },
    { name: "an answer without an end", text: "The capital of France is", value: 0.6 },
  ])("comes from the wording when the engine gives no probabilities: $name", ({ text, value }) => {
    const confidence = confidenceOf({ text, logprobs: [], finishReason: "stop" });

    expect(confidence?.value).toBeCloseTo(value, 10);
    expect(confidence).toMatchObject({ source: "heuristic", cappedBecause: "heuristic", calibrated: false });
  });
});

describe("confidence, version 2", () => {
  const fitted: ConfidenceModel = {
    version: 2,
    features: ["min_logprob", "log_question_marks"],
    mean: [-1, 0],
    scale: [2, 1],
    weights: [4, 0],
    bias: 0,
    calibration: { kind: "platt", slope: 0.5, intercept: 0.25 },
    labels: 40,
    brier: 0.125,
    ece: 0.0625,
    fittedOn: { model: "sha256:1", task: "chat/answer", set: "questions" },
  };
  const evidence = { text: "an answer", logprobs: tokens(0.9, Math.exp(-2), 0.9), finishReason: "stop" };
  const judged = (model: ConfidenceModel, changes: Partial<typeof evidence> = {}) => {
    const { logprobs, finishReason, text } = { ...evidence, ...changes };
    const features = answerFeatures({ tokens: logprobs, prompt: "Why?", cutByLength: finishReason === "length" });
    return confidenceOf({ text, logprobs, finishReason }, { model, features });
  };
  const certain: ConfidenceModel = { ...fitted, bias: 20 };

  it("is the calibrated score of the model's features, with what stands behind it", () => {
    const { value, ...behind } = judged(fitted) ?? {};

    expect(value).toBeCloseTo(1 / (1 + Math.exp(-(0.5 * -2 + 0.25))), 10);
    expect(behind).toEqual({
      source: "logprobs",
      calibrated: true,
      labels: 40,
      version: 2,
      features: { min_logprob: expect.closeTo(-2, 10), log_question_marks: Math.log(2) },
      cappedBecause: "",
      brier: 0.125,
      ece: 0.0625,
      modelDigest: "sha256:1",
      task: "chat/answer",
    });
  });

  it.each<{ name: string; model: ConfidenceModel }>([
    { name: "has no labels", model: { ...fitted, calibration: { kind: "none" } } },
    { name: "has fewer than 20 labels", model: { ...fitted, labels: 19 } },
    { name: "looks at what was not measured", model: { ...fitted, features: ["min_logprob", "top_margin"] } },
  ])("gives way to version 1 where the model $name", ({ model }) => {
    expect(judged(model)).toEqual(confidenceOf(evidence));
  });

  it.each<{ name: string; model: ConfidenceModel }>([
    { name: "a model of tokens", model: fitted },
    { name: "a model of prompts alone", model: { ...fitted, features: ["log_words", "log_question_marks"] } },
  ])("gives way to the wording where the engine gives no probabilities: $name", ({ model }) => {
    expect(judged(model, { logprobs: [] })).toMatchObject({ source: "heuristic", version: 1, calibrated: false });
  });

  it.each<{ name: string; model: ConfidenceModel; value: number; cappedBecause: string }>([
    { name: "at most 0.5", model: certain, value: 0.5, cappedBecause: "cut-by-length" },
    {
      name: "what labels say of it, where the model knows such answers",
      model: { ...certain, features: ["min_logprob", "cut_by_length"] },
      value: 1,
      cappedBecause: "",
    },
  ])("of an answer that was cut is $name", ({ model, value, cappedBecause }) => {
    const confidence = judged(model, { finishReason: "length" });

    expect(confidence?.value).toBeCloseTo(value, 3);
    expect(confidence).toMatchObject({ version: 2, cappedBecause });
  });

  it.each([
    { name: "is 0 by the validator for an answer that ends in a loop", text: "on and ".repeat(60), value: 0 },
    { name: "does not exist for an empty answer", text: " ", value: undefined },
  ])("$name", ({ text, value }) => {
    expect(judged(certain, { text })?.value).toBe(value);
    expect(confidenceOf({ ...evidence, text })?.source).toBe(value === 0 ? "validator" : undefined);
  });
});

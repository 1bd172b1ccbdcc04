import { TokenLogprob } from "@compute-proxy/api/backend/v1";
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

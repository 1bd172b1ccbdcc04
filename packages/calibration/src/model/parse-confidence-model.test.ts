import { isProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { parseConfidenceModel } from "./parse-confidence-model.js";

const valid = {
  version: 2,
  features: ["tokens", "mean_logprob"],
  mean: [20, -0.3],
  scale: [10, 0.2],
  weights: [0, 1],
  bias: 0.1,
  calibration: { kind: "platt", slope: 1, intercept: 0 },
  labels: 40,
  brier: 0.2,
  ece: 0.05,
  fittedOn: { model: "sha256:1", task: "chat", set: "questions" },
};
const known = ["tokens", "mean_logprob"];
const isotonic = (scores: unknown, values: unknown) => ({
  ...valid,
  calibration: { kind: "isotonic", scores, values },
});

describe("parseConfidenceModel", () => {
  it.each([
    { name: "Platt scaling", model: valid },
    { name: "an isotonic curve", model: isotonic([-1, 0, 2], [0.1, 0.5, 0.5]) },
    {
      name: "no calibration",
      model: { ...valid, calibration: { kind: "none" }, labels: 3, brier: undefined, ece: undefined },
    },
  ])("reads a model with $name", ({ model }) => {
    expect(parseConfidenceModel(model, known)).toEqual(JSON.parse(JSON.stringify(model)));
  });

  it.each([
    { model: undefined, complaint: "the model must be an object" },
    { model: [], complaint: "the model must be an object" },
    { model: { ...valid, version: 3 }, complaint: "version must be 2, the only one that this program reads" },
    { model: { ...valid, weigths: [1] }, complaint: 'the model has the unknown key "weigths"; the keys are version' },
    { model: { ...valid, features: "tokens" }, complaint: "features must be a list" },
    { model: { ...valid, features: ["tokens", 1] }, complaint: "features[1] must be a string" },
    {
      model: { ...valid, features: ["tokens", "mean_logprop"] },
      complaint: 'features[1] is "mean_logprop", which is not measured here (did you mean "mean_logprob"?)',
    },
    { model: { ...valid, mean: [1] }, complaint: "mean must have a number for each of the 2 features, has 1" },
    { model: { ...valid, scale: [1, 0] }, complaint: "scale[1] must be a number over 0" },
    { model: { ...valid, weights: [1, "2"] }, complaint: "weights[1] must be a finite number" },
    { model: { ...valid, bias: null }, complaint: "bias must be a finite number" },
    { model: { ...valid, labels: 2.5 }, complaint: "labels must be a whole number of at least 0" },
    { model: { ...valid, brier: 1.5 }, complaint: "brier must be a number from 0 to 1" },
    { model: { ...valid, ece: -0.1 }, complaint: "ece must be a number from 0 to 1" },
    { model: { ...valid, fittedOn: "chat" }, complaint: "fittedOn must be an object" },
    { model: { ...valid, fittedOn: { model: "m", task: "t" } }, complaint: "fittedOn.set must be a string" },
    {
      model: { ...valid, calibration: { kind: "beta" } },
      complaint: "calibration.kind must be one of none, platt, isotonic",
    },
    {
      model: { ...valid, calibration: { kind: "platt", slope: -1, intercept: 0 } },
      complaint: "calibration.slope must be a number of at least 0",
    },
    {
      model: { ...valid, calibration: { kind: "none", slope: 1 } },
      complaint: 'calibration has the unknown key "slope"',
    },
    { model: isotonic([], []), complaint: "calibration must have as many values as scores and at least one" },
    { model: isotonic([1, 1], [0.1, 0.2]), complaint: "calibration.scores must ascend" },
    { model: isotonic([1, 2], [0.3, 0.2]), complaint: "calibration.values must never fall" },
    { model: isotonic([1], [2]), complaint: "calibration.values[0] must be a number from 0 to 1" },
  ])("refuses: $complaint", ({ model, complaint }) => {
    expect(() => parseConfidenceModel(model, known, "chat.json")).toThrow(`chat.json: ${complaint}`);
  });

  it("tells everything that is wrong at once", () => {
    const error = thrownBy(() => parseConfidenceModel({ ...valid, bias: "x", labels: -1 }, known));

    expect(isProxyError(error) && error.violations.map(({ field }) => field)).toEqual(["bias", "labels"]);
    expect(String(error)).toContain("(and 1 more)");
  });

  function thrownBy(call: () => unknown): unknown {
    try {
      return call();
    } catch (error) {
      return error;
    }
  }
});

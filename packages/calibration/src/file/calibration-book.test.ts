import { describe, expect, it } from "@jest/globals";
import { promptPrior, tokenPrior } from "../model/feature-prior.js";
import { fitConfidence } from "../model/fit-confidence.js";
import type { ConfidenceModel } from "../model/confidence-model.js";
import { calibrationBook } from "./calibration-book.js";
import type { CalibrationEntry } from "./calibration-file.js";

const fittedOn = { model: "d1", task: "*", set: "q" };
const fitted: ConfidenceModel = {
  ...fitConfidence([], { prior: tokenPrior, fittedOn }),
  calibration: { kind: "platt", slope: 1, intercept: 0 },
  labels: 40,
};
const unfitted = fitConfidence([], { prior: tokenPrior, fittedOn });
const entry = (modelDigest: string, task: string, changes: Partial<CalibrationEntry> = {}): CalibrationEntry => ({
  model: "small",
  modelDigest,
  task,
  confidence: { ...fitted, fittedOn: { ...fittedOn, model: modelDigest, task } },
  ...changes,
});
const bookOf = (...entries: CalibrationEntry[]) =>
  calibrationBook({ created: "", questionSet: { name: "q", digest: "", count: 0 }, entries });
const facts = { model: "small", modelDigest: "d1", task: "chat/answer" };

describe("calibrationBook", () => {
  it.each([
    { name: "of the digest and task", entries: [entry("d1", "*"), entry("d1", "chat/answer")], found: "chat/answer" },
    { name: "of any task else", entries: [entry("d1", "other/stage"), entry("d1", "*")], found: "*" },
    {
      name: "of any task where that of the task has too few labels",
      entries: [entry("d1", "chat/answer", { confidence: unfitted }), entry("d1", "*")],
      found: "*",
    },
    { name: "by digest under another name", entries: [entry("d1", "*", { model: "renamed" })], found: "*" },
    { name: "of no other digest", entries: [entry("d2", "*")], found: undefined },
    { name: "of no entry without a digest", entries: [entry("", "*")], found: undefined },
    { name: "of no other task", entries: [entry("d1", "other/stage")], found: undefined },
    { name: "never without labels", entries: [entry("d1", "*", { confidence: unfitted })], found: undefined },
  ])("gives a confidence model $name", ({ entries, found }) => {
    expect(bookOf(...entries).confidence(facts)?.fittedOn.task).toBe(found);
  });

  it.each([
    { name: "the one model of that name", entries: [entry("d2", "*"), entry("d2", "chat/answer")], found: "d2" },
    { name: "none of two models of that name", entries: [entry("d1", "*"), entry("d2", "*")], found: undefined },
    { name: "no model of another name", entries: [entry("d1", "*", { model: "large" })], found: undefined },
  ])("takes $name where the engine tells no digest", ({ entries, found }) => {
    expect(bookOf(...entries).confidence({ ...facts, modelDigest: "" })?.fittedOn.model).toBe(found);
  });

  it.each([
    { rule: { kind: "abort-under", theta: -0.8, good: 90, killed: 0, killedUpper: 0.02 } as const, theta: -0.8 },
    { rule: { kind: "never", because: "too-few-good-drafts", good: 1, needed: 76 } as const, theta: undefined },
    { rule: undefined, theta: undefined },
  ])("gives the theta $theta of the rule $rule.kind", ({ rule: earlyExit, theta }) => {
    expect(bookOf(entry("d1", "*", { earlyExit })).earlyExitTheta(facts)).toBe(theta);
  });

  it("lets a task's own `never` stand against a rule of any task", () => {
    const never = { kind: "never", because: "too-few-good-drafts", good: 1, needed: 76 } as const;
    const abort = { kind: "abort-under", theta: -0.8, good: 90, killed: 0, killedUpper: 0.02 } as const;
    const book = bookOf(entry("d1", "chat/answer", { earlyExit: never }), entry("d1", "*", { earlyExit: abort }));

    expect(book.earlyExitTheta(facts)).toBeUndefined();
  });

  it("gives what is known before the first token, with the number of labels", () => {
    const promptModel = { ...fitConfidence([], { prior: promptPrior, fittedOn }), labels: 30 };
    const labelled = [{ embedding: [1], good: true }];
    const book = bookOf(entry("d1", "*", { entry: { promptModel, embeddingModel: "minilm", labelled } }));

    expect(book.entry(facts)).toEqual({ promptModel, embeddingModel: "minilm", labelled, labels: 30 });
    expect(bookOf(entry("d1", "*")).entry(facts)).toBeUndefined();
  });
});

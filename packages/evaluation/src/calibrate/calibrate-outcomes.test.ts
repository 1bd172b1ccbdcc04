import { answerFeatures, type AnswerFacts, calibrationFileText, isCalibrated } from "@compute-proxy/calibration";
import { drawAnswers } from "@compute-proxy/calibration/testing";
import { describe, expect, it } from "@jest/globals";
import { calibrateOutcomes, type ReportedLabel } from "./calibrate-outcomes.js";

const usual: AnswerFacts = { model: "small", modelDigest: "d1", task: "chat/answer" };

/** Verdicts on answers by a known law, a second apart. */
function reported(count: number, facts: Partial<AnswerFacts> = {}, seed = 1): ReportedLabel[] {
  return drawAnswers(count, seed).map(({ tokens, good, group }, index) => ({
    features: answerFeatures({ tokens, prompt: group, cutByLength: false }),
    good,
    group: `${seed} ${group}`,
    facts: { ...usual, ...facts },
    reportedAt: new Date(Date.UTC(2026, 10, 22, 12, 0, index)),
  }));
}

const unmeasured = reported(3).map((label, index) => ({ ...label, features: {}, group: `without ${index}` }));

describe("calibrateOutcomes", () => {
  it("fits an entry of each model's digest and task, with confidence alone", () => {
    const { file, tooFew } = calibrateOutcomes([
      ...reported(40),
      ...reported(25, { task: "chat/review" }, 2),
      ...reported(30, { model: "large", modelDigest: "d2" }, 3),
    ]);

    expect(tooFew).toEqual([]);
    expect(
      file.entries.map(({ model, modelDigest, task, confidence }) => [model, modelDigest, task, confidence.labels]),
    ).toEqual([
      ["small", "d1", "chat/answer", 40],
      ["small", "d1", "chat/review", 25],
      ["large", "d2", "chat/answer", 30],
    ]);
    expect(file.entries.every(({ confidence }) => isCalibrated(confidence))).toBe(true);
    expect(file.entries.every((entry) => !("earlyExit" in entry) && !("entry" in entry))).toBe(true);
  });

  it("says that the labels are reported outcomes, how many, and dates the file as the newest", () => {
    const { file } = calibrateOutcomes(reported(40));

    expect(file).toMatchObject({
      created: "2026-11-22T12:00:39.000Z",
      questionSet: { name: "reported outcomes", digest: expect.stringMatching(/^[0-9a-f]{64}$/u), count: 40 },
    });
    expect(file.entries[0]?.confidence.fittedOn).toEqual({
      model: "d1",
      task: "chat/answer",
      set: `reported outcomes ${file.questionSet.digest}`,
    });
  });

  it.each([
    { name: "19 labels", labels: reported(19), found: { labels: 19, unmeasured: 0 } },
    {
      name: "19 labels and some without token probabilities",
      labels: [...reported(19), ...unmeasured],
      found: { labels: 19, unmeasured: 3 },
    },
    { name: "none with token probabilities", labels: unmeasured, found: { labels: 0, unmeasured: 3 } },
  ])("writes no entry for $name and says how many there are and are needed", ({ labels, found }) => {
    const { file, tooFew } = calibrateOutcomes(labels);

    expect(file.entries).toEqual([]);
    expect(tooFew).toEqual([{ ...usual, needed: 20, ...found }]);
  });

  it.each([
    { name: "a renamed model of one digest as one, by its last name", facts: { model: "renamed" }, labels: [24] },
    { name: "two models without a digest apart", facts: { model: "other", modelDigest: "" }, labels: [] },
  ])("takes $name", ({ facts, labels }) => {
    const first = reported(12, facts.modelDigest === "" ? { modelDigest: "" } : {});
    const { file, tooFew } = calibrateOutcomes([...first, ...reported(12, facts, 2)]);

    expect(file.entries.map(({ confidence }) => confidence.labels)).toEqual(labels);
    expect([...file.entries, ...tooFew].at(-1)?.model).toBe(facts.model);
  });

  it("gives the same file for the same labels, and another digest for another verdict", () => {
    const labels = reported(40);
    const turned = labels.map((label, index) => (index === 7 ? { ...label, good: !label.good } : label));
    const digestOf = (from: ReportedLabel[]) => calibrateOutcomes(from).file.questionSet.digest;

    expect(calibrationFileText(calibrateOutcomes(labels).file)).toBe(
      calibrationFileText(calibrateOutcomes(reported(40)).file),
    );
    expect(digestOf(labels.toReversed())).toBe(digestOf(labels));
    expect(digestOf(turned)).not.toBe(digestOf(labels));
  });
});

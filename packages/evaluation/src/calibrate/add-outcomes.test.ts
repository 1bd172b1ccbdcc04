import {
  type CalibrationEntry,
  type CalibrationFile,
  calibrationFileText,
  fitConfidence,
  tokenPrior,
} from "@compute-proxy/calibration";
import { describe, expect, it } from "@jest/globals";
import { addOutcomes } from "./add-outcomes.js";

const earlyExit = { kind: "never", because: "too-few-good-drafts", good: 1, needed: 76 } as const;
const ofLog = { name: "questions.jsonl", digest: "q", count: 240 };
const ofUsers = { name: "reported outcomes", digest: "r", count: 40 };

function entry(task: string, set: string, facts: Partial<CalibrationEntry> = {}): CalibrationEntry {
  const { model = "small", modelDigest = "d1" } = facts;
  const fittedOn = { model: modelDigest, task, set };
  return { model, modelDigest, task, confidence: fitConfidence([], { prior: tokenPrior, fittedOn }), ...facts };
}

const file = (questionSet: typeof ofLog, created: string, ...entries: CalibrationEntry[]): CalibrationFile => ({
  created,
  questionSet,
  entries,
});

describe("addOutcomes", () => {
  it("puts the entry of a task beside the log's of any task, and tells of both sources", () => {
    const both = addOutcomes(
      file(ofLog, "2026-11-22T12:00:00Z", entry("*", "log", { earlyExit })),
      file(ofUsers, "2026-11-23T12:00:00Z", entry("chat/answer", "users")),
    );

    expect(both).toMatchObject({
      created: "2026-11-23T12:00:00Z",
      questionSet: ofLog,
      reportedOutcomes: { digest: "r", count: 40 },
      entries: [{ task: "*", earlyExit }, { task: "chat/answer" }],
    });
    expect(calibrationFileText(both)).toContain('"reported_outcomes": {"digest":"r","count":40}');
  });

  it.each([
    { name: "the same digest", log: {}, users: { model: "renamed" }, sets: ["users"] },
    {
      name: "the same name where there is no digest",
      log: { modelDigest: "" },
      users: { modelDigest: "" },
      sets: ["users"],
    },
    { name: "another digest", log: {}, users: { modelDigest: "d2" }, sets: ["log", "users"] },
    { name: "the same name and a digest", log: { modelDigest: "" }, users: {}, sets: ["log", "users"] },
  ])("at one task takes the outcomes' confidence for a model of $name, and the log's early exit", (row) => {
    const { entries } = addOutcomes(
      file(ofLog, "2026-11-22T12:00:00Z", entry("chat/answer", "log", { earlyExit, ...row.log })),
      file(ofUsers, "2026-11-21T12:00:00Z", entry("chat/answer", "users", row.users)),
    );

    expect(entries.map(({ confidence }) => confidence.fittedOn.set)).toEqual(row.sets);
    expect(entries[0]?.earlyExit).toEqual(earlyExit);
  });
});

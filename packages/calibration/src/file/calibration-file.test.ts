import { isProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { promptPrior, tokenPrior } from "../model/feature-prior.js";
import { fitConfidence } from "../model/fit-confidence.js";
import { calibrationFileText } from "./calibration-file-text.js";
import type { CalibrationFile } from "./calibration-file.js";
import { parseCalibrationFile } from "./parse-calibration-file.js";

const fittedOn = { model: "sha256:1", task: "chat/answer", set: "questions.jsonl" };
const confidence = fitConfidence([], { prior: tokenPrior, fittedOn });
const promptModel = fitConfidence([], { prior: promptPrior, fittedOn });
const plain = { model: "small", modelDigest: "sha256:1", task: "*", confidence };
const full = {
  ...plain,
  task: "chat/answer",
  earlyExit: { kind: "abort-under", theta: -0.8, good: 90, killed: 0, killedUpper: 0.0253 },
  entry: {
    promptModel,
    embeddingModel: "minilm",
    labelled: [
      { embedding: [0.1, 0.2], good: true },
      { embedding: [-1, 0], good: false },
    ],
  },
} as const;
const never = { kind: "never", because: "too-few-good-drafts", good: 3, needed: 76 } as const;
const file: CalibrationFile = {
  created: "2026-11-22T19:00:00Z",
  questionSet: { name: "questions.jsonl", digest: "sha256:2", count: 240 },
  entries: [full, plain, { ...plain, modelDigest: "", earlyExit: never }],
};
const text = calibrationFileText(file);

describe("calibrationFileText", () => {
  it("writes what parseCalibrationFile reads", () => {
    const read = parseCalibrationFile(text, "c.json");

    expect(read.entries).toHaveLength(3);
    expect(read.entries).toEqual(expect.arrayContaining([...file.entries]));
    expect(read).toMatchObject({ created: file.created, questionSet: file.questionSet });
    expect(calibrationFileText(read)).toBe(text);
  });

  it("tells of reported outcomes only where there are some", () => {
    const reportedOutcomes = { digest: "sha256:3", count: 40 };
    const written = calibrationFileText({ ...file, reportedOutcomes });

    expect(parseCalibrationFile(written, "c.json").reportedOutcomes).toEqual(reportedOutcomes);
    expect(parseCalibrationFile(text, "c.json")).not.toHaveProperty("reportedOutcomes");
    expect(text).not.toContain("reported_outcomes");
  });

  it("gives the same bytes for the same content in another order", () => {
    const { fittedOn: on, bias, ...others } = confidence;
    const shuffled = {
      confidence: { bias, ...others, fittedOn: on },
      task: "*",
      modelDigest: "sha256:1",
      model: "small",
    };

    const again = calibrationFileText({
      ...file,
      entries: [{ ...plain, modelDigest: "", earlyExit: never }, shuffled, full],
    });

    expect(again).toBe(text);
  });

  it("begins with its kind and version and has one entry a line", () => {
    const lines = text.split("\n");

    expect(lines.slice(0, 3)).toEqual(["{", '  "kind": "compute-proxy-calibration",', '  "version": 1,']);
    expect(lines.filter((line) => line.startsWith('    {"model":"small","model_digest":'))).toHaveLength(3);
  });

  it("takes vectors in single precision", () => {
    const labelled = [{ embedding: Float32Array.of(0.5, 0.25), good: true }];
    const written = calibrationFileText({ ...file, entries: [{ ...full, entry: { ...full.entry, labelled } }] });

    expect(parseCalibrationFile(written, "c.json").entries[0]?.entry?.labelled).toEqual([
      { embedding: [0.5, 0.25], good: true },
    ]);
  });

  it("refuses what could not be read again", () => {
    expect(() => calibrationFileText({ ...file, entries: [plain, plain] })).toThrow(
      "the calibration to write: entries[1]",
    );
  });
});

describe("parseCalibrationFile", () => {
  const json = () => JSON.parse(text) as Readonly<Record<string, unknown>>;
  const written = {
    model: "small",
    model_digest: "sha256:1",
    task: "chat/answer",
    confidence,
    early_exit: full.earlyExit,
    entry: { prompt_model: promptModel, embedding_model: "minilm", labelled: full.entry.labelled },
  };
  const withEntry = (changes: object): unknown => ({ ...json(), entries: [{ ...written, ...changes }] });
  const priorWith = (labelled: unknown, embedding_model?: string): unknown =>
    withEntry({ entry: { prompt_model: promptModel, embedding_model, labelled } });

  it.each<{ value: unknown; complaint: string }>([
    { value: [], complaint: 'kind must be "compute-proxy-calibration"' },
    { value: { ...json(), kind: "other", version: 7 }, complaint: 'kind must be "compute-proxy-calibration"' },
    { value: { ...json(), version: 2 }, complaint: "version must be 1, the only one that this program reads" },
    { value: { ...json(), extra: 1 }, complaint: 'the file has the unknown key "extra"; the keys are kind, version' },
    { value: { ...json(), created: "yesterday" }, complaint: "created must be a date and time such as" },
    { value: { ...json(), question_set: 1 }, complaint: "question_set must be an object" },
    { value: { ...json(), reported_outcomes: 1 }, complaint: "reported_outcomes must be an object" },
    {
      value: { ...json(), reported_outcomes: { digest: "", count: 0.5 } },
      complaint: "reported_outcomes.count must be",
    },
    { value: { ...json(), entries: {} }, complaint: "entries must be a list" },
    { value: withEntry({ model: "" }), complaint: "entries[0].model must not be empty" },
    { value: withEntry({ task: undefined }), complaint: "entries[0].task must be a string" },
    { value: withEntry({ confidence: 1 }), complaint: "entries[0].confidence must be an object" },
    {
      value: withEntry({ confidence: { ...confidence, bias: "x" } }),
      complaint: "entries[0].confidence.bias must be a finite number",
    },
    {
      value: withEntry({ confidence: { ...confidence, features: ["log_tokns"] } }),
      complaint:
        'entries[0].confidence.features[0] is "log_tokns", which is not measured here (did you mean "log_tokens"?)',
    },
    { value: withEntry({ early_exit: {} }), complaint: "entries[0].early_exit.kind must be one of abort-under, never" },
    {
      value: withEntry({ early_exit: { ...full.earlyExit, killedUpper: 2 } }),
      complaint: "entries[0].early_exit.killedUpper must be a number from 0 to 1",
    },
    {
      value: withEntry({ early_exit: { ...never, because: "x" } }),
      complaint: 'entries[0].early_exit.because must be "too-few-good-drafts"',
    },
    {
      value: priorWith([{ embedding: [1], good: true }]),
      complaint: "entries[0].entry.embedding_model must name the model that made the embeddings",
    },
    {
      value: priorWith([{ embedding: [1], good: 1 }], "minilm"),
      complaint: "entries[0].entry.labelled[0].good must be true or false",
    },
    {
      value: priorWith([{ embedding: [], good: true }], "minilm"),
      complaint: "entries[0].entry.labelled[0].embedding must not be empty",
    },
    {
      value: priorWith(
        [
          { embedding: [1], good: true },
          { embedding: [1, 2], good: true },
        ],
        "minilm",
      ),
      complaint: "entries[0].entry.labelled[1].embedding must have 1 numbers as the first has, has 2",
    },
  ])("refuses: $complaint", ({ value, complaint }) => {
    expect(() => parseCalibrationFile(JSON.stringify(value), "c.json")).toThrow(`c.json: ${complaint}`);
  });

  it("refuses what is not JSON without quoting it, and says what to do", () => {
    expect(() => parseCalibrationFile("{ secret", "c.json")).toThrow(
      /^c\.json: is not JSON; write it anew with "compute-proxy calibrate"$/u,
    );
  });

  it("tells everything that is wrong at once", () => {
    const wrong = JSON.stringify(withEntry({ model: "", task: 1 }));
    const error = thrownBy(() => parseCalibrationFile(wrong, "c.json"));

    expect(isProxyError(error) && error.violations.map(({ field }) => field)).toEqual([
      "entries[0].model",
      "entries[0].task",
    ]);
  });

  function thrownBy(call: () => unknown): unknown {
    try {
      return call();
    } catch (error) {
      return error;
    }
  }
});

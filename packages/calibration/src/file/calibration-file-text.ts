import { finishReading } from "../model/finish-reading.js";
import { fieldReader } from "../model/model-fields.js";
import type { CalibrationEntry, CalibrationFile } from "./calibration-file.js";
import { fileKind, fileVersion, readCalibrationFile } from "./read-calibration-file.js";

/**
 * The file as JSON, one entry a line. The same content gives the same bytes, in whatever order it was put together. Throws
 * `invalid-request` for content that `parseCalibrationFile` would refuse.
 */
export function calibrationFileText(file: CalibrationFile): string {
  const reader = fieldReader();
  const { created, questionSet, reportedOutcomes, entries } = readCalibrationFile(toJson(file), reader);
  finishReading(reader, "the calibration to write");
  const lines = entries.toSorted(byKey).map((entry) => `    ${JSON.stringify(entryToJson(entry))}`);
  const header = {
    kind: fileKind,
    version: fileVersion,
    created,
    question_set: questionSet,
    ...(reportedOutcomes && { reported_outcomes: reportedOutcomes }),
  };
  const fields = Object.entries(header).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  return ["{", ...fields, '  "entries": [', lines.join(",\n"), "  ]", "}", ""].join("\n");
}

function toJson({ created, questionSet, reportedOutcomes, entries }: CalibrationFile): unknown {
  const labels = { question_set: questionSet, reported_outcomes: reportedOutcomes };
  const file = { kind: fileKind, version: fileVersion, created, ...labels };
  const json: unknown = JSON.parse(JSON.stringify({ ...file, entries: entries.map(entryToJson) }));
  return json;
}

function entryToJson({ model, modelDigest, task, confidence, earlyExit, entry }: CalibrationEntry): unknown {
  return {
    model,
    model_digest: modelDigest,
    task,
    confidence,
    early_exit: earlyExit,
    entry: entry && {
      prompt_model: entry.promptModel,
      embedding_model: entry.embeddingModel,
      labelled: entry.labelled.map(({ embedding, good }) => ({ embedding: Array.from(embedding), good })),
    },
  };
}

function byKey(a: CalibrationEntry, b: CalibrationEntry): number {
  const [first, second] = [a, b].map(({ model, modelDigest, task }) => JSON.stringify([model, modelDigest, task]));
  return (first ?? "") < (second ?? "") ? -1 : 1;
}

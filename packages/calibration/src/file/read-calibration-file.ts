import { printable } from "@compute-proxy/core";
import { promptFeatureNames } from "../entry/prompt-features.js";
import { answerFeatureNames } from "../features/answer-features.js";
import { count, type FieldReader } from "../model/model-fields.js";
import { readConfidenceModel } from "../model/parse-confidence-model.js";
import type { CalibrationEntry, CalibrationFile, CalibrationPrior } from "./calibration-file.js";
import { readEarlyExit } from "./read-early-exit.js";
import { readLabelled } from "./read-labelled.js";

export const fileKind = "compute-proxy-calibration";
export const fileVersion = 1;

const fileKeys = ["kind", "version", "created", "question_set", "reported_outcomes", "entries"];

/** Reads a whole file; of one that is of another kind or version it says that and nothing else. */
export function readCalibrationFile(json: unknown, reader: FieldReader): CalibrationFile {
  const nothing: CalibrationFile = { created: "", questionSet: { name: "", digest: "", count: 0 }, entries: [] };
  if (!isOurs(json, reader)) return nothing;
  const fields = reader.object(json, "the file", fileKeys);
  const reported = fields["reported_outcomes"];
  return {
    created: readDate(fields["created"], reader),
    questionSet: readQuestionSet(fields["question_set"], reader),
    ...(reported !== undefined && { reportedOutcomes: readReportedOutcomes(reported, reader) }),
    entries: readEntries(fields["entries"], reader),
  };
}

function isOurs(json: unknown, reader: FieldReader): boolean {
  const kind = typeof json === "object" && json !== null && "kind" in json ? json.kind : undefined;
  const version = typeof json === "object" && json !== null && "version" in json ? json.version : undefined;
  if (kind !== fileKind) reader.complain("kind", `must be "${fileKind}"`);
  else if (version !== fileVersion) {
    reader.complain("version", `must be ${fileVersion}, the only one that this program reads`);
  }
  return kind === fileKind && version === fileVersion;
}

function readDate(value: unknown, reader: FieldReader): string {
  const date = reader.text(value, "created");
  if (typeof value === "string" && Number.isNaN(Date.parse(date))) {
    reader.complain("created", 'must be a date and time such as "2026-11-22T19:00:00Z"');
  }
  return date;
}

function readQuestionSet(value: unknown, reader: FieldReader): CalibrationFile["questionSet"] {
  const fields = reader.object(value, "question_set", ["name", "digest", "count"]);
  return {
    name: reader.text(fields["name"], "question_set.name"),
    digest: reader.text(fields["digest"], "question_set.digest"),
    count: reader.number(fields["count"], "question_set.count", count),
  };
}

function readReportedOutcomes(value: unknown, reader: FieldReader): CalibrationFile["reportedOutcomes"] {
  const fields = reader.object(value, "reported_outcomes", ["digest", "count"]);
  return {
    digest: reader.text(fields["digest"], "reported_outcomes.digest"),
    count: reader.number(fields["count"], "reported_outcomes.count", count),
  };
}

/** Two entries of one key would leave it to chance which one counts. */
function readEntries(value: unknown, reader: FieldReader): CalibrationEntry[] {
  const seen = new Set<string>();
  return reader.list(value, "entries", (item, path) => {
    const entry = readEntry(item, path, reader);
    const key = JSON.stringify([entry.model, entry.modelDigest, entry.task]);
    if (seen.has(key)) {
      reader.complain(path, `repeats model "${printable(entry.model)}" at task "${printable(entry.task)}"; keep one`);
    }
    seen.add(key);
    return entry;
  });
}

const entryKeys = ["model", "model_digest", "task", "confidence", "early_exit", "entry"];

function readEntry(value: unknown, path: string, reader: FieldReader): CalibrationEntry {
  const fields = reader.object(value, path, entryKeys);
  const earlyExit = fields["early_exit"];
  const entry = fields["entry"];
  return {
    model: readName(fields["model"], `${path}.model`, reader),
    modelDigest: reader.text(fields["model_digest"], `${path}.model_digest`),
    task: readName(fields["task"], `${path}.task`, reader),
    confidence: readConfidenceModel(fields["confidence"], `${path}.confidence`, answerFeatureNames, reader),
    ...(earlyExit !== undefined && { earlyExit: readEarlyExit(earlyExit, `${path}.early_exit`, reader) }),
    ...(entry !== undefined && { entry: readPrior(entry, `${path}.entry`, reader) }),
  };
}

function readPrior(value: unknown, path: string, reader: FieldReader): CalibrationPrior {
  const fields = reader.object(value, path, ["prompt_model", "embedding_model", "labelled"]);
  const embeddingModel = fields["embedding_model"];
  const labelled = readLabelled(fields["labelled"], `${path}.labelled`, reader);
  if (labelled.length > 0 && embeddingModel === undefined) {
    reader.complain(`${path}.embedding_model`, "must name the model that made the embeddings");
  }
  return {
    promptModel: readConfidenceModel(fields["prompt_model"], `${path}.prompt_model`, promptFeatureNames, reader),
    ...(embeddingModel !== undefined && {
      embeddingModel: readName(embeddingModel, `${path}.embedding_model`, reader),
    }),
    labelled,
  };
}

function readName(value: unknown, path: string, reader: FieldReader): string {
  const name = reader.text(value, path);
  if (value === "") reader.complain(path, "must not be empty");
  return name;
}

import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { FeatureVector, LabelledFeatures } from "@compute-proxy/calibration";
import type { AnswerFacts, JudgedRun } from "@compute-proxy/forwarding";

/** A verdict with what it is about. Each run is a group of its own: which runs asked the same question is not kept. */
export interface StoredLabel extends LabelledFeatures {
  readonly runId: string;
  readonly stageId: string;
  readonly facts: AnswerFacts;
  /** As it was told with the answer, 0 to 1. */
  readonly confidence: number;
  readonly reportedAt: Date;
}

/** Writes a verdict in a transaction of its own, over an earlier one on the same answer. Returns how many its model and task have. */
export function writeLabel(database: DatabaseSync, answer: JudgedRun, good: boolean, at: Date): number {
  database.exec("BEGIN IMMEDIATE");
  try {
    const { runId, stageId, facts, features, confidence } = answer;
    const { model, modelDigest, task } = facts;
    const verdict = [JSON.stringify(measured(features)), confidence, good ? 1 : 0, at.getTime()] as const;
    database.prepare(insert).run(runId, stageId, model, modelDigest, task, ...verdict);
    const counted = database.prepare(count).get(model, modelDigest, task);
    database.exec("COMMIT");
    return Number(counted?.["labels"]);
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

const insert = `INSERT INTO label (run_id, stage_id, model, model_digest, task, features, confidence, good, reported_at_ms)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (run_id, stage_id) DO UPDATE SET good = excluded.good, reported_at_ms = excluded.reported_at_ms`;
const count = "SELECT count(*) AS labels FROM label WHERE model = ? AND model_digest = ? AND task = ?";

/** All verdicts, the oldest first. */
export function readLabels(database: DatabaseSync): readonly StoredLabel[] {
  return database.prepare("SELECT * FROM label ORDER BY reported_at_ms, run_id, stage_id").all().map(toLabel);
}

function toLabel(row: Record<string, SQLOutputValue>): StoredLabel {
  const text = (name: string): string => String(row[name]);
  return {
    runId: text("run_id"),
    stageId: text("stage_id"),
    group: text("run_id"),
    facts: { model: text("model"), modelDigest: text("model_digest"), task: text("task") },
    features: measured(JSON.parse(text("features")) as FeatureVector),
    confidence: Number(row["confidence"]),
    good: row["good"] === 1,
    reportedAt: new Date(Number(row["reported_at_ms"])),
  };
}

/** JSON has no NaN: it would come back as null. */
function measured(features: FeatureVector): FeatureVector {
  return Object.fromEntries(Object.entries(features).filter(([, value]) => Number.isFinite(value)));
}

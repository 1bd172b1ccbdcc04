import { createHash } from "node:crypto";
import type { ReportedLabel } from "./calibrate-outcomes.js";

/** SHA-256 of what the labels teach: two files of one digest hold the same verdicts on the same answers, in whatever order. */
export function labelsDigest(labels: readonly ReportedLabel[]): string {
  const lines = labels.map(({ group, facts: { model, modelDigest, task }, features, good }) => {
    const sorted = Object.entries(features).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([group, model, modelDigest, task, sorted, good]);
  });
  return createHash("sha256").update(lines.toSorted().join("\n")).digest("hex");
}

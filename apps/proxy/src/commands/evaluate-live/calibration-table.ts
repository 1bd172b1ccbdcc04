import type { CalibrationEntry, CalibrationFile } from "@compute-proxy/calibration";
import type { TooFewLabels } from "@compute-proxy/evaluation";
import { plainTable } from "../../terminal/plain-table.js";

/** What was fitted, one row for each model and task, and under it what there are too few labels for. */
export function calibrationTable({ entries }: CalibrationFile, tooFew: readonly TooFewLabels[] = []): string {
  const head = ["MODEL", "TASK", "LABELS", "CALIBRATION", "BRIER", "ECE", "FEATURES", "EARLY EXIT", "PRIOR"];
  return plainTable(head, [...entries.map(row), ...tooFew.map(tooFewRow)]);
}

function row({ model, task, confidence, earlyExit, entry }: CalibrationEntry): string[] {
  const { labels, calibration, brier, ece, features } = confidence;
  return [
    model,
    task,
    String(labels),
    calibration.kind,
    brier?.toFixed(3) ?? "-",
    ece?.toFixed(3) ?? "-",
    String(features.length),
    earlyExitText(earlyExit),
    entry ? `${entry.promptModel.labels} prompts, ${entry.labelled.length} vectors` : "-",
  ];
}

function earlyExitText(rule: CalibrationEntry["earlyExit"]): string {
  if (!rule) return "-";
  if (rule.kind === "never") return "never";
  return `under ${rule.theta.toFixed(2)} (kills ${rule.killed} of ${rule.good})`;
}

function tooFewRow({ model, task, labels, needed, unmeasured }: TooFewLabels): string[] {
  const without = unmeasured === 0 ? "" : `, and ${unmeasured} without token probabilities`;
  return [model, task, `${labels} of ${needed} needed${without}`, "too few", "-", "-", "-", "-", "-"];
}

import {
  type AnswerFacts,
  type CalibrationEntry,
  type CalibrationFile,
  fewestLabels,
  type LabelledFeatures,
} from "@compute-proxy/calibration";
import { fitMeasured, isMeasured } from "../scores/fit-answer-confidence.js";
import { labelsDigest } from "./labels-digest.js";

/** What somebody said of an answer that a proxy gave. */
export interface ReportedLabel extends LabelledFeatures {
  readonly facts: AnswerFacts;
  readonly reportedAt: Date;
}

/** A model and task that cannot be fitted yet. */
export interface TooFewLabels {
  readonly model: string;
  readonly modelDigest: string;
  readonly task: string;
  /** Verdicts on answers with token probabilities. */
  readonly labels: number;
  readonly needed: number;
  /** Verdicts on answers without token probabilities, from which nothing can be learned. */
  readonly unmeasured: number;
}

/** What reported outcomes teach, and what they are too few for. */
export interface OutcomesCalibration {
  readonly file: CalibrationFile;
  readonly tooFew: readonly TooFewLabels[];
}

/** The name of these labels in a calibration file, where a question set has its own. */
const reportedOutcomes = "reported outcomes";

/**
 * The confidence of each model (by its digest; by its name where the engine tells none) at each task with 20 labels or more. No early exit and
 * no entry prior: neither tokens nor prompts are kept. Dated as the newest label, so that the same labels give the same file.
 */
export function calibrateOutcomes(labels: readonly ReportedLabel[]): OutcomesCalibration {
  const digest = labelsDigest(labels);
  const groups = [...Map.groupBy(labels, keyOf).values()].flatMap(groupOf);
  const isEnough = ({ measured }: LabelGroup): boolean => measured.length >= fewestLabels;
  return {
    file: {
      created: newest(labels).toISOString(),
      questionSet: { name: reportedOutcomes, digest, count: labels.length },
      entries: groups.filter(isEnough).map((group) => entryOf(group, digest)),
    },
    tooFew: groups.filter((group) => !isEnough(group)).map(tooFewOf),
  };
}

/** Labels of one model and task. */
interface LabelGroup {
  readonly facts: AnswerFacts;
  readonly measured: readonly ReportedLabel[];
  readonly unmeasured: number;
}

function keyOf({ facts: { model, modelDigest, task } }: ReportedLabel): string {
  return JSON.stringify([modelDigest, modelDigest === "" ? model : "", task]);
}

/** A model that was renamed goes by its last name. */
function groupOf(labels: readonly ReportedLabel[]): LabelGroup[] {
  const measured = labels.filter(isMeasured);
  const last = labels.at(-1);
  return last ? [{ facts: last.facts, measured, unmeasured: labels.length - measured.length }] : [];
}

function entryOf({ facts: { model, modelDigest, task }, measured }: LabelGroup, digest: string): CalibrationEntry {
  const fittedOn = { model: modelDigest, task, set: `${reportedOutcomes} ${digest}` };
  return { model, modelDigest, task, confidence: fitMeasured(measured, fittedOn) };
}

function tooFewOf({ facts: { model, modelDigest, task }, measured, unmeasured }: LabelGroup): TooFewLabels {
  return { model, modelDigest, task, labels: measured.length, needed: fewestLabels, unmeasured };
}

function newest(labels: readonly ReportedLabel[]): Date {
  return new Date(labels.reduce((latest, { reportedAt }) => Math.max(latest, reportedAt.getTime()), 0));
}

import type { EarlyExitRule } from "../early-exit/fit-early-exit.js";
import type { LabelledPrompt } from "../entry/neighbours.js";
import type { ConfidenceModel } from "../model/confidence-model.js";

/** In an entry's task: whatever the task. */
export const anyTask = "*";

/** What `compute-proxy calibrate` found out, as it is kept in a file. */
export interface CalibrationFile {
  /** A date and time, ISO 8601. */
  readonly created: string;
  /** Where the labels came from: the questions that were asked, or the name `reported outcomes` where none were. */
  readonly questionSet: { readonly name: string; readonly digest: string; readonly count: number };
  /** The labels that users reported, where there are such beside those of a question set. */
  readonly reportedOutcomes?: { readonly digest: string; readonly count: number } | undefined;
  readonly entries: readonly CalibrationEntry[];
}

/** What is known of one model at one task. */
export interface CalibrationEntry {
  /** The engine's name. */
  readonly model: string;
  /** Of the weights; empty where the engine tells none. */
  readonly modelDigest: string;
  /** `<pipeline id>/<stage id>`, or `*` for any. */
  readonly task: string;
  /** P(good) of an answer, over `answerFeatureNames`. */
  readonly confidence: ConfidenceModel;
  /** When a draft is aborted while it is written, with the evidence. */
  readonly earlyExit?: EarlyExitRule | undefined;
  /** What is known before the first token. */
  readonly entry?: CalibrationPrior | undefined;
}

/** What is known of a model's answers from their prompts alone. */
export interface CalibrationPrior {
  /** Over `promptFeatureNames`. */
  readonly promptModel: ConfidenceModel;
  /** The engine's name of the model that made the vectors. */
  readonly embeddingModel?: string | undefined;
  readonly labelled: readonly LabelledPrompt[];
}

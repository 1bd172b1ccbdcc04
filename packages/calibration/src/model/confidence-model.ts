import type { Calibration } from "../fit/calibration.js";
import type { FeaturePrior } from "./feature-prior.js";

/**
 * What a model was fitted on; one model counts for one of each. Free text, for people and for finding the model again.
 */
export interface FittedOn {
  /** Digest of the weights that produced the answers. */
  readonly model: string;
  /** The kind of work, such as a pipeline's stage. */
  readonly task: string;
  /** Where the labels came from: a question set and its digest, or reported outcomes. */
  readonly set: string;
}

/**
 * Confidence version 2: plain data, the same after JSON. It extends the prior, whose figures it has under 20 labels.
 */
export interface ConfidenceModel extends FeaturePrior {
  readonly version: 2;
  readonly calibration: Calibration;
  /** How many labels there were, whether or not they were enough. */
  readonly labels: number;
  /** Mean squared error on samples that were not fitted on. Absent where nothing was fitted. */
  readonly brier?: number;
  /** Expected calibration error on samples that were not fitted on, ten bins. Absent where nothing was fitted. */
  readonly ece?: number;
  readonly fittedOn: FittedOn;
}

/** Whether labels stand behind the model's figures, and not only the documented prior. */
export function isCalibrated(model: ConfidenceModel): boolean {
  return model.calibration.kind !== "none";
}

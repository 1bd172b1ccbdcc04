import type { FeatureVector } from "../features/feature-vector.js";
import { calibrated } from "../fit/calibration.js";
import { sigmoid } from "../fit/sigmoid.js";
import type { ConfidenceModel } from "./confidence-model.js";
import { linearLogit } from "./fit-linear.js";
import { featureRow } from "./labelled-features.js";

/** A probability that the answer is good. */
export interface ConfidenceScore {
  /** Calibrated, where the model is. */
  readonly value: number;
  /** Before calibration. */
  readonly raw: number;
}

/** Undefined when a feature of the model was not measured: then there is no confidence, and no guess in its place. */
export function scoreConfidence(model: ConfidenceModel, features: FeatureVector): ConfidenceScore | undefined {
  const row = featureRow(model.features, features);
  if (!row) return undefined;
  const logit = linearLogit(model, row);
  return { value: calibrated(model.calibration, logit), raw: sigmoid(logit) };
}

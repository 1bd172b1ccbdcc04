import { ConfidenceDetail } from "@compute-proxy/api";
import {
  type ConfidenceModel,
  cutByLengthFeature,
  type FeatureVector,
  fewestLabels,
  isCalibrated,
  scoreConfidence,
} from "@compute-proxy/calibration";
import { cappedByLength } from "./cut-by-length.js";

/** A model that was fitted to labels, and what it is to judge. */
export interface Calibrated {
  readonly model: ConfidenceModel;
  /** Of the answer: see `answerFeatures`. */
  readonly features: FeatureVector;
}

/**
 * Confidence, version 2. Undefined under 20 labels, without token probabilities, and where a feature of the model was not measured. A cut answer is capped as in
 * version 1, unless the model knows the feature `cut_by_length` and so has learned what such answers are worth.
 */
export function fittedConfidence(finishReason: string, { model, features }: Calibrated): ConfidenceDetail | undefined {
  if (!isCalibrated(model) || model.labels < fewestLabels || features["tokens"] === undefined) return undefined;
  const score = scoreConfidence(model, features);
  if (!score) return undefined;
  const { labels, brier, ece, fittedOn } = model;
  const confidence = ConfidenceDetail.fromPartial({
    value: score.value,
    source: "logprobs",
    calibrated: true,
    labels,
    version: 2,
    features: Object.fromEntries(Object.entries(features).filter(([name]) => model.features.includes(name))),
    brier,
    ece,
    modelDigest: fittedOn.model,
    task: fittedOn.task,
  });
  return model.features.includes(cutByLengthFeature) ? confidence : cappedByLength(finishReason, confidence);
}

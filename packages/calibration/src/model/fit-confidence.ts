import { fitCalibration } from "../fit/calibration.js";
import { brier } from "../metrics/brier.js";
import type { Prediction } from "../metrics/prediction.js";
import { expectedCalibrationError } from "../metrics/reliability.js";
import { chooseCalibration } from "./choose-calibration.js";
import type { ConfidenceModel } from "./confidence-model.js";
import { outOfFold } from "./cross-validate.js";
import { fitLinear } from "./fit-linear.js";
import type { FitOptions } from "./fit-options.js";
import type { LabelledFeatures } from "./labelled-features.js";

/**
 * Fits confidence version 2: the prior under 20 labels, Platt scaling up to 500, above that isotonic regression if its
 * cross-validated Brier score is lower. Brier and ECE are those of the grouped cross-validation, not of the samples
 * fitted on. Throws `invalid-request` for a sample without one of the features, and for samples of fewer than three
 * groups or options out of range.
 */
export function fitConfidence(samples: readonly LabelledFeatures[], options: FitOptions): ConfidenceModel {
  const { prior, fittedOn } = options;
  const shared = { version: 2, features: [...prior.features], labels: samples.length, fittedOn } as const;
  const chosen = chooseCalibration(samples, options);
  if (!chosen) {
    const { mean, scale, weights, bias } = prior;
    return { ...shared, mean, scale, weights, bias, calibration: { kind: "none" } };
  }
  const { kind, rows, recipe, predictions } = chosen;
  return {
    ...shared,
    ...fitLinear(rows, prior, recipe.l2),
    calibration: fitCalibration(kind, outOfFold(rows, recipe)),
    ...measured(predictions),
  };
}

/**
 * The calibrated probability of each sample from a fit that has not seen its group: what an evaluation may score. In
 * the order of the samples. Undefined under 20 labels. Throws as `fitConfidence` does.
 */
export function crossValidatedPredictions(
  samples: readonly LabelledFeatures[],
  options: FitOptions,
): readonly Prediction[] | undefined {
  return chooseCalibration(samples, options)?.predictions;
}

function measured(predictions: readonly Prediction[]): { readonly brier?: number; readonly ece?: number } {
  const [squared, expected] = [brier(predictions), expectedCalibrationError(predictions)];
  return { ...(squared !== undefined && { brier: squared }), ...(expected !== undefined && { ece: expected }) };
}

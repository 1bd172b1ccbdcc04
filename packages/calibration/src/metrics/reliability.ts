import { midranks } from "./midranks.js";
import type { Prediction } from "./prediction.js";

/** Predictions of about the same probability, together. */
export interface ReliabilityBin {
  readonly count: number;
  /** Mean of the probabilities that were given. */
  readonly predicted: number;
  /** Share that turned out good. */
  readonly observed: number;
}

/**
 * Bins of equal mass, ascending, the empty ones left out. Equal probabilities stay together, so the result does not
 * depend on the order of the predictions.
 */
export function reliability(predictions: readonly Prediction[], bins = 10): ReliabilityBin[] {
  const ranks = midranks(predictions.map(({ probability }) => probability));
  const sums = Array.from({ length: bins }, () => ({ count: 0, probability: 0, good: 0 }));
  for (const [index, { probability, good }] of predictions.entries()) {
    const bin = sums[Math.floor((((ranks[index] ?? 1) - 0.5) / predictions.length) * bins)];
    if (!bin) continue;
    bin.count += 1;
    bin.probability += probability;
    bin.good += good ? 1 : 0;
  }
  return sums
    .filter(({ count }) => count > 0)
    .map(({ count, probability, good }) => ({ count, predicted: probability / count, observed: good / count }));
}

/**
 * Expected calibration error: the mean distance between predicted and observed over the bins, by their size (Naeini et
 * al., 2015, with bins of equal mass). It has a noise floor that falls with n; give n beside it. Undefined of nothing.
 */
export function expectedCalibrationError(predictions: readonly Prediction[], bins = 10): number | undefined {
  if (predictions.length === 0) return undefined;
  const distances = reliability(predictions, bins).map(
    ({ count, predicted, observed }) => count * Math.abs(predicted - observed),
  );
  return distances.reduce((sum, distance) => sum + distance, 0) / predictions.length;
}

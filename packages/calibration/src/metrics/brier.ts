import type { Prediction } from "./prediction.js";

/** Mean squared distance of the probability from what turned out (Brier, 1950). Undefined of nothing. */
export function brier(predictions: readonly Prediction[]): number | undefined {
  if (predictions.length === 0) return undefined;
  const sum = predictions.reduce((total, { probability, good }) => total + (probability - (good ? 1 : 0)) ** 2, 0);
  return sum / predictions.length;
}

import type { FittedOn } from "./confidence-model.js";
import type { FeaturePrior } from "./feature-prior.js";

/** Under so many labels the prior stands as it is. */
export const fewestLabels = 20;

/** Over so many labels isotonic regression may replace Platt scaling. */
export const mostPlattLabels = 500;

/** How a model is fitted. */
export interface FitOptions {
  /** Which features, and what is believed of them before labels. */
  readonly prior: FeaturePrior;
  readonly fittedOn: FittedOn;
  /** Inverse variance of the weights around the prior's. Default 1: a handful of labels moves them little. */
  readonly l2?: number;
  /** Parts of the cross-validation. Default 5. */
  readonly folds?: number;
  /** Of the folds. Default 1. */
  readonly seed?: number;
}

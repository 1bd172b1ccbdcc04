import { type TokenFeatureName, tokenFeatureNames } from "../features/token-features.js";
import { promptFeatureNames } from "../entry/prompt-features.js";
import type { LinearWeights } from "../fit/logistic.js";
import type { Standard } from "../fit/standardise.js";

/**
 * What is believed before there are labels: the features in order, what is usual of each, and a weight per standard
 * deviation.
 */
export interface FeaturePrior extends Standard, LinearWeights {
  readonly features: readonly string[];
}

/**
 * Hand-set, no label stands behind it: what is usual for short answers of models of half a billion to two billion
 * parameters. The weight is on the worst passages, which were the steadiest signals on real small models; length and
 * the beginning of the answer, which helped or misled by model, start at 0 and are left to the labels. At the usual
 * values p is 0.62.
 */
const believed = {
  tokens: { mean: 30, scale: 40, weight: 0 },
  log_tokens: { mean: 2.7, scale: 1.1, weight: 0 },
  mean_logprob: { mean: -0.2, scale: 0.2, weight: 0.2 },
  min_logprob: { mean: -1.6, scale: 1.3, weight: 0.3 },
  q05_logprob: { mean: -1, scale: 0.9, weight: 0.2 },
  q10_logprob: { mean: -0.6, scale: 0.7, weight: 0.4 },
  q20_logprob: { mean: -0.3, scale: 0.4, weight: 0.2 },
  q50_logprob: { mean: -0.03, scale: 0.06, weight: 0.1 },
  under_half_share: { mean: 0.1, scale: 0.12, weight: -0.3 },
  lowest_window_logprob: { mean: -0.4, scale: 0.4, weight: 0.4 },
  first_window_logprob: { mean: -0.25, scale: 0.3, weight: 0 },
} as const satisfies Record<TokenFeatureName, { mean: number; scale: number; weight: number }>;

/** The prior of the confidence of an answer, over `tokenFeatureNames`. */
export const tokenPrior: FeaturePrior = {
  features: tokenFeatureNames,
  mean: tokenFeatureNames.map((name) => believed[name].mean),
  scale: tokenFeatureNames.map((name) => believed[name].scale),
  weights: tokenFeatureNames.map((name) => believed[name].weight),
  bias: 0.5,
};

/**
 * Nothing is believed of prompts: all weights are 0, and without labels there is no score. Over `promptFeatureNames`.
 */
export const promptPrior: FeaturePrior = {
  features: promptFeatureNames,
  mean: promptFeatureNames.map(() => 0),
  scale: promptFeatureNames.map(() => 1),
  weights: promptFeatureNames.map(() => 0),
  bias: 0,
};

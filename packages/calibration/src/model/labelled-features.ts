import { ProxyError } from "@compute-proxy/core";
import type { FeatureVector } from "../features/feature-vector.js";
import type { Grouped } from "../fit/folds.js";

/** A judged answer (or prompt) as its features. */
export interface LabelledFeatures extends Grouped {
  readonly features: FeatureVector;
}

/** The features in their order; undefined when one was not measured. */
export function featureRow(names: readonly string[], features: FeatureVector): number[] | undefined {
  const row = names.flatMap((name) => features[name] ?? []);
  return row.length === names.length && row.every(Number.isFinite) ? row : undefined;
}

/**
 * The rows of samples that all have every feature; throws `invalid-request` naming the sample and feature that lack.
 */
export function featureRows(names: readonly string[], samples: readonly LabelledFeatures[]): number[][] {
  return samples.map(({ features }, index) => {
    const row = featureRow(names, features);
    if (row) return row;
    const missing = names.find((name) => !Number.isFinite(features[name])) ?? "";
    throw new ProxyError(
      "invalid-request",
      `sample ${index}: feature "${missing}" is not a finite number; leave out answers without token probabilities`,
    );
  });
}

import { crossValidation } from "./cross-validation.js";
import type { PairCase } from "./pair-case.js";
import { strengths, type Variant, variants } from "./variant.js";

/** A variant with its strength, and what it reached inside the training half. */
export interface TriedVariant {
  readonly variant: Variant;
  readonly strength: number;
  readonly area: number;
}

/** Every variant, each with the strength that is best for it on the training half; the best of them is the choice. */
export function tryVariants(train: readonly PairCase[]): readonly TriedVariant[] {
  const areaOf = crossValidation(train);
  return variants.map((variant) =>
    best(strengths.map((strength) => ({ variant, strength, area: areaOf(variant, strength) ?? 0 }))),
  );
}

/** The one of greatest area; of equals the first. */
export function best<Tried extends { readonly area: number }>(tried: readonly Tried[]): Tried {
  return tried.reduce((chosen, other) => (other.area > chosen.area ? other : chosen));
}

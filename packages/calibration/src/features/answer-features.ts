import { promptFeatureNames, promptFeatures } from "../entry/prompt-features.js";
import type { FeatureVector } from "./feature-vector.js";
import { tokenFeatureNames, tokenFeatures } from "./token-features.js";
import type { TokenLogprob } from "./token-logprob.js";

/** 1 for an answer that the length limit cut, else 0. */
export const cutByLengthFeature = "cut_by_length";

/** Every feature that an answer can have: a confidence model may name any of them. */
export const answerFeatureNames: readonly string[] = [...tokenFeatureNames, ...promptFeatureNames, cutByLengthFeature];

/** An answer and what it is an answer to. */
export interface MeasuredAnswer {
  readonly tokens: readonly TokenLogprob[];
  readonly prompt: string;
  readonly cutByLength: boolean;
}

/** All features of an answer; without those of its tokens when none of them counted. */
export function answerFeatures({ tokens, prompt, cutByLength }: MeasuredAnswer): FeatureVector {
  return { ...tokenFeatures(tokens), ...promptFeatures(prompt), [cutByLengthFeature]: cutByLength ? 1 : 0 };
}

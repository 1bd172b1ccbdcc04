import type { TokenLogprob } from "@compute-proxy/api/backend/v1";
import { isMarkupToken, quantile } from "@compute-proxy/calibration";

/** What the probabilities of the emitted tokens say, in [0, 1] but for the count. */
export interface ProbabilityFeatures {
  /** Tokens that counted: white space and markup are left out. */
  readonly tokens: number;
  /** 10 % quantile of the probability; the lowest one when there are fewer than three tokens. */
  readonly q10: number;
  readonly lowest: number;
  readonly mean: number;
}

/** Undefined when no token counts. */
export function probabilityFeatures(logprobs: readonly TokenLogprob[]): ProbabilityFeatures | undefined {
  const probabilities = logprobs
    .filter(({ token }) => !isMarkupToken(token))
    .map(({ logprob }) => Math.exp(logprob))
    .toSorted((a, b) => a - b);
  const lowest = probabilities[0];
  const q10 = probabilities.length < 3 ? lowest : quantile(probabilities, 0.1);
  if (lowest === undefined || q10 === undefined) return undefined;
  const mean = probabilities.reduce((sum, probability) => sum + probability, 0) / probabilities.length;
  return { tokens: probabilities.length, q10, lowest, mean };
}

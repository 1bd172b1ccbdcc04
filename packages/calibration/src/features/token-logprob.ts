import { isMarkupToken } from "./markup-token.js";

/** An emitted token, and the natural logarithm of the probability that the model gave it. */
export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
}

/** Engines write sentinels such as -9999 for "nearly impossible". One of them must not decide a mean. */
const lowestLogprob = -20;

/**
 * The logprob as it counts: in [-20, 0]. Undefined for a token that does not count: white space and markup, which are
 * nearly always certain, and a logprob that is no number.
 */
export function countedLogprob({ token, logprob }: TokenLogprob): number | undefined {
  if (isMarkupToken(token) || Number.isNaN(logprob)) return undefined;
  return Math.min(0, Math.max(lowestLogprob, logprob));
}

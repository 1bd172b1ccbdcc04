import { slidingMean, windowTokens } from "../features/sliding-mean.js";
import { countedLogprob, type TokenLogprob } from "../features/token-logprob.js";

/** What to do with a draft that is being written. */
export type DraftDecision =
  | { readonly kind: "continue" }
  | {
      readonly kind: "abort";
      readonly because: "weak-window";
      /** The mean logprob of the newer of the two weak windows. */
      readonly windowMean: number;
      readonly theta: number;
    };

/** Takes a draft's tokens one by one. */
export type DraftWatch = (token: TokenLogprob) => DraftDecision;

/**
 * Aborts a draft whose mean logprob over eight counted tokens is under `theta` in two consecutive windows, that is at
 * two counted tokens in a row: never before the ninth. White space and markup do not count. One watch per draft.
 */
export function watchDraft(theta: number): DraftWatch {
  const window = slidingMean(windowTokens);
  let previous: number | undefined;
  return (token) => {
    const logprob = countedLogprob(token);
    const windowMean = logprob === undefined ? undefined : window(logprob);
    if (windowMean === undefined) return { kind: "continue" };
    const weak = windowMean < theta && previous !== undefined && previous < theta;
    previous = windowMean;
    return weak ? { kind: "abort", because: "weak-window", windowMean, theta } : { kind: "continue" };
  };
}

/**
 * The least theta over which the draft would be kept: it is aborted under every greater theta, and under no other.
 * Undefined for a draft that is never aborted, being too short for two windows.
 */
export function weakestPassage(tokens: readonly TokenLogprob[]): number | undefined {
  const window = slidingMean(windowTokens);
  const means = tokens.flatMap((token) => countedLogprob(token) ?? []).flatMap((logprob) => window(logprob) ?? []);
  const pairs = means.slice(1).map((mean, index) => Math.max(mean, means[index] ?? mean));
  return pairs.length === 0 ? undefined : pairs.reduce((least, pair) => Math.min(least, pair));
}

import { quantile } from "./quantile.js";
import { meanOf, slidingMean, windowTokens } from "./sliding-mean.js";
import { countedLogprob, type TokenLogprob } from "./token-logprob.js";

/**
 * The features of version 2, in the order of a model's weights. Logprobs are natural logarithms, so at most 0. The
 * quantiles follow Gupta et al. (arXiv 2404.10136), the windows DeepConf (arXiv 2508.15260). Length stands on its own,
 * so that it is learned and not hidden in a sum.
 */
export const tokenFeatureNames = [
  "tokens",
  "log_tokens",
  "mean_logprob",
  "min_logprob",
  "q05_logprob",
  "q10_logprob",
  "q20_logprob",
  "q50_logprob",
  "under_half_share",
  "lowest_window_logprob",
  "first_window_logprob",
] as const;

export type TokenFeatureName = (typeof tokenFeatureNames)[number];

/** Every feature, or none of them when no token counted. */
export type TokenFeatures = Readonly<Record<TokenFeatureName, number>> | Readonly<Record<string, never>>;

/** Features of an answer that is still being written. */
export interface TokenFeatureStream {
  readonly add: (token: TokenLogprob) => void;
  /** Of the tokens so far: the same as `tokenFeatures` of them. */
  readonly features: () => TokenFeatures;
}

/**
 * One pass over an answer's tokens. White space and markup do not count. Under eight counted tokens the two windows are
 * the mean of all; quantiles interpolate between whatever there is, so that of one token each is that token's. None
 * left: no feature at all.
 */
export function tokenFeatures(tokens: readonly TokenLogprob[]): TokenFeatures {
  const stream = tokenFeatureStream();
  for (const token of tokens) stream.add(token);
  return stream.features();
}

/** The same, token by token. It keeps one number per token. */
export function tokenFeatureStream(): TokenFeatureStream {
  const counted: number[] = [];
  const window = slidingMean(windowTokens);
  let lowestWindow: number | undefined;
  const add = (token: TokenLogprob): void => {
    const logprob = countedLogprob(token);
    if (logprob === undefined) return;
    counted.push(logprob);
    const mean = window(logprob);
    if (mean !== undefined) lowestWindow = Math.min(mean, lowestWindow ?? mean);
  };
  return { add, features: () => (counted.length === 0 ? {} : describe(counted, lowestWindow)) };
}

function describe(counted: readonly number[], lowestWindow: number | undefined): TokenFeatures {
  const ascending = counted.toSorted((a, b) => a - b);
  const at = (share: number): number => quantile(ascending, share) ?? Number.NaN;
  const mean = meanOf(counted);
  return {
    tokens: counted.length,
    log_tokens: Math.log(counted.length),
    mean_logprob: mean,
    min_logprob: at(0),
    q05_logprob: at(0.05),
    q10_logprob: at(0.1),
    q20_logprob: at(0.2),
    q50_logprob: at(0.5),
    under_half_share: counted.filter((logprob) => logprob < Math.log(0.5)).length / counted.length,
    lowest_window_logprob: lowestWindow ?? mean,
    first_window_logprob: meanOf(counted.slice(0, windowTokens)),
  };
}

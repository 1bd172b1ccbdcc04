/** What a generation is expected to take. Rates are tokens per second, measured; undefined where none was. */
export interface ExpectedWork {
  /** Tokens that the engine must read first. */
  readonly promptTokens: number;
  /** Tokens that it will write: better too many (the 80 % quantile) than too few. */
  readonly outputTokens: number;
  readonly prefillTokensPerS: number | undefined;
  readonly decodeTokensPerS: number | undefined;
}

/** In ms; undefined when a rate that matters is not known, or is no rate. */
export function expectedMs({
  promptTokens,
  outputTokens,
  prefillTokensPerS,
  decodeTokensPerS,
}: ExpectedWork): number | undefined {
  const prefill = timeFor(promptTokens, prefillTokensPerS);
  const decode = timeFor(outputTokens, decodeTokensPerS);
  return prefill === undefined || decode === undefined ? undefined : prefill + decode;
}

function timeFor(tokens: number, tokensPerS: number | undefined): number | undefined {
  if (tokens === 0) return 0;
  return tokensPerS !== undefined && tokensPerS > 0 ? (tokens / tokensPerS) * 1000 : undefined;
}

/** Tokens that came together. */
export interface TokenArrival {
  readonly at: number;
  readonly tokens: number;
}

/** How the minimum rate is measured. */
export interface RateWindow {
  /** Tokens are counted over this long, in ms, so that one pause is not a low rate. */
  readonly windowMs: number;
  /** Not counted after the first token, in ms: engines begin slowly. */
  readonly graceMs: number;
}

/** Five seconds, the first two of an answer not counted: it is judged seven seconds after its first token at the earliest. */
export const defaultRateWindow: RateWindow = { windowMs: 5000, graceMs: 2000 };

/** The arrivals that can still matter, with the new one. Older ones are dropped, so that the list stays as long as the window. */
export function noteTokens(
  arrivals: readonly TokenArrival[],
  arrival: TokenArrival,
  { windowMs }: RateWindow = defaultRateWindow,
): readonly TokenArrival[] {
  return [...arrivals.filter(({ at }) => at > arrival.at - windowMs), arrival];
}

/**
 * When the rate falls under the minimum if no more tokens come: the first moment, after grace and one whole window, at which the
 * window that ends there holds too few. `arrivals` are in order of time and reach back one window.
 */
export function rateDeadline(
  arrivals: readonly TokenArrival[],
  firstTokenAt: number,
  minTokensPerS: number,
  { windowMs, graceMs }: RateWindow,
): number {
  const needed = (minTokensPerS * windowMs) / 1000;
  const earliest = firstTokenAt + graceMs + windowMs;
  let newest = 0;
  for (const { at, tokens } of arrivals.toReversed()) {
    newest += tokens;
    if (newest >= needed) return Math.max(earliest, at + windowMs);
  }
  return earliest;
}

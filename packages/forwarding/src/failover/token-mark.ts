/**
 * The ids of the tokens behind a text, newest first, as a list that grows without being copied. `unknown`: some came without ids, or
 * from another tokenizer.
 */
export type TokenTrail =
  | { readonly kind: "none" }
  | { readonly kind: "unknown" }
  | {
      readonly kind: "some";
      readonly tokenizer: string;
      readonly ids: readonly number[];
      readonly before: TokenTrail;
    };

/** A place in the text where a token ends. */
export interface TokenMark {
  /** UTF-16 units from the beginning of the text. */
  readonly at: number;
  /** Tokens up to there. */
  readonly tokens: number;
  /** Whether the engines told every number. Else a piece of text counted as one token, the least that it can be. */
  readonly exact: boolean;
  readonly trail: TokenTrail;
}

/** Tokens that came together. */
export interface TokenGroup {
  readonly tokens: number;
  readonly exact: boolean;
  /** Undefined: the engine does not tell them. */
  readonly ids: readonly number[] | undefined;
}

/** Before the first token. */
export const startMark: TokenMark = { at: 0, tokens: 0, exact: true, trail: { kind: "none" } };

/** No tokens. */
export const noTokens: TokenGroup = { tokens: 0, exact: true, ids: [] };

/** Two groups as one. */
export function joinTokens(first: TokenGroup, second: TokenGroup): TokenGroup {
  return {
    tokens: first.tokens + second.tokens,
    exact: first.exact && second.exact,
    ids: first.ids && second.ids && [...first.ids, ...second.ids],
  };
}

/** The mark after some more tokens. */
export function markAfter(mark: TokenMark, group: TokenGroup, at: number, tokenizer: string | undefined): TokenMark {
  return {
    at,
    tokens: mark.tokens + group.tokens,
    exact: mark.exact && group.exact,
    trail: trailAfter(mark.trail, group.ids, tokenizer),
  };
}

/** The ids of a trail in order; undefined when they are not all known, or not of that tokenizer. */
export function trailIds(trail: TokenTrail, tokenizer: string | undefined): readonly number[] | undefined {
  const groups: Array<readonly number[]> = [];
  let rest = trail;
  for (; rest.kind === "some"; rest = rest.before) {
    if (rest.tokenizer !== tokenizer) return undefined;
    groups.push(rest.ids);
  }
  return rest.kind === "unknown" ? undefined : groups.toReversed().flat();
}

function trailAfter(before: TokenTrail, ids: readonly number[] | undefined, tokenizer: string | undefined): TokenTrail {
  const known = ids !== undefined && tokenizer !== undefined && before.kind !== "unknown";
  return known ? { kind: "some", tokenizer, ids, before } : { kind: "unknown" };
}

import type { WireToken } from "./wire.js";

/** One word: the tokens that make it up, punctuation behind it included. */
export interface JoinedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The lowest of its tokens; undefined when one of them has none. */
  readonly probability: number | undefined;
}

/** The words that tokens spell. A token without a blank at its start belongs to the word before it. */
export function joinTokens(tokens: readonly WireToken[]): readonly JoinedWord[] {
  const groups: WireToken[][] = [];
  for (const token of tokens) {
    const open = groups.at(-1);
    if (open === undefined || /^\s/u.test(token.text)) groups.push([token]);
    else open.push(token);
  }
  return groups.map(toWord).filter(({ text }) => text !== "");
}

function toWord(tokens: readonly WireToken[]): JoinedWord {
  return {
    text: tokens
      .map(({ text }) => text)
      .join("")
      .trim(),
    start: Math.min(...tokens.map(({ start }) => start)),
    end: Math.max(...tokens.map(({ end }) => end)),
    probability: lowest(tokens),
  };
}

function lowest(tokens: readonly WireToken[]): number | undefined {
  const known = tokens.flatMap(({ probability }) => (probability === undefined ? [] : [probability]));
  return known.length === tokens.length ? Math.min(...known) : undefined;
}

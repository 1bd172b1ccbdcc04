/** A text of which something is there already. */
export interface BegunText {
  /** The whole answer. */
  readonly tokens: readonly string[];
  /** What the request says has been written of it. */
  readonly begun: string;
  /** Tokens that may be written; Infinity where there is no limit. */
  readonly limit: number;
}

/** The tokens behind what was begun; the first may be the rest of one. All of them where it is not the beginning of the text. */
export function restOf(tokens: readonly string[], begun: string): readonly string[] {
  const isOwn = tokens.join("").startsWith(begun);
  return isOwn ? cutFrom(tokens, begun.length) : tokens;
}

/** As `restOf`, but only where a token ends: within one, it is written again from its space on, or lost with the word it is in. */
export function restOfTokens({ tokens, begun }: BegunText): readonly string[] {
  const exact = restOf(tokens, begun);
  const first = exact[0];
  if (first === undefined || first === tokens[tokens.length - exact.length]) return exact;
  return begun.endsWith(" ") ? [` ${first}`, ...exact.slice(1)] : exact.slice(1);
}

function cutFrom(tokens: readonly string[], length: number): readonly string[] {
  let at = 0;
  return tokens.flatMap((token) => {
    const text = token.slice(Math.max(0, length - at));
    at += token.length;
    return at > length ? [text] : [];
  });
}

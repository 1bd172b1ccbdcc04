import type { Token } from "./answer.js";

/** The tokens behind the first `length` UTF-16 units of a text; the first may be the rest of one. */
export function goOn(tokens: readonly Token[], length: number): readonly Token[] {
  let at = 0;
  return tokens.flatMap((token) => {
    const text = token.text.slice(Math.max(0, length - at));
    at += token.text.length;
    return at > length ? [{ ...token, text }] : [];
  });
}

import { type Token, tokens } from "./tokens.js";

/** Where a name stands among the tokens of a text. */
export interface Mention {
  readonly start: number;
  readonly end: number;
}

/** Every place where one of the names stands, as whole words. */
export function mentionsOf(names: readonly string[], text: readonly Token[]): readonly Mention[] {
  return names.flatMap((name) => {
    const forms = tokens(name).flatMap(({ word, form }) => (word ? [form] : []));
    return text.flatMap((_, start) => {
      const end = endOf(forms, text, start);
      return end === undefined ? [] : [{ start, end }];
    });
  });
}

/** A full stop or colon inside a name ("J. R. R. Tolkien", "0:50") is passed over. */
function endOf(forms: readonly string[], text: readonly Token[], start: number): number | undefined {
  let at = start;
  for (const [index, form] of forms.entries()) {
    if (index > 0 && (text[at]?.form === "." || text[at]?.form === ":")) at += 1;
    if (text[at]?.form !== form) return undefined;
    at += 1;
  }
  return forms.length > 0 ? at : undefined;
}

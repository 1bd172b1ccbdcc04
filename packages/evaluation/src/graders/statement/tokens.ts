/** A word or a mark of a text. */
export interface Token {
  /** Without case, accents and signs, so that words can be compared. A mark is itself. */
  readonly form: string;
  readonly word: boolean;
  readonly capital: boolean;
}

const letters: Readonly<Record<string, string>> = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i" };

/** The words and marks of a text. "1,969" and "3.5" are one word, "Berners-Lee" is two, "isn't" is one. */
export function tokens(text: string): readonly Token[] {
  const found = text
    .replace(/(?<=\d),(?=\d{3}\b)/gu, "")
    .matchAll(/\d+\.\d+|[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)?|[.,;:!?()/\n\u2013\u2014]/gu);
  return [...found].map(([written]) => ({
    form: fold(written),
    word: /[\p{L}\p{N}]/u.test(written),
    capital: /^[\p{Lu}\p{N}]/u.test(written),
  }));
}

function fold(written: string): string {
  return written
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[łøđßæœı]/gu, (letter) => letters[letter] ?? letter)
    .replaceAll("’", "'")
    .replace(/'s$/u, "");
}

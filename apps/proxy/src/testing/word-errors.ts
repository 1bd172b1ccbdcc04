/** How a recognised text differs from the spoken one. */
export interface WordErrors {
  /** Words substituted, left out and put in. */
  readonly errors: number;
  /** Words that were spoken. */
  readonly words: number;
}

/** Levenshtein's distance over words, in small letters and without punctuation. Rate = errors / words. */
export function wordErrors(spoken: string, heard: string): WordErrors {
  const reference = wordsOf(spoken);
  const hypothesis = wordsOf(heard);
  let row = hypothesis.map((_, index) => index + 1);
  for (const [i, word] of reference.entries()) {
    let diagonal = i;
    let left = i + 1;
    row = row.map((above, j) => {
      const cost = Math.min(above + 1, left + 1, diagonal + (word === hypothesis[j] ? 0 : 1));
      diagonal = above;
      left = cost;
      return cost;
    });
  }
  return { errors: row.at(-1) ?? reference.length, words: reference.length };
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replace(/['’]/gu, "")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

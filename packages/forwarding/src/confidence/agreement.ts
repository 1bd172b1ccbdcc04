/** How many further samples are drawn. */
export const agreementSamples = 2;

/** Short, and free enough to differ where the model is unsure. */
export const sampleOptions = { temperature: 0.7, maxTokens: 64 } as const;

/** About what fits into the tokens of a sample: more of the answer cannot be compared. */
const comparedWords = 40;

/**
 * How far two texts say the same, 0 to 1: words that both have, of all words that either has (Jaccard), over their first 40 words,
 * whatever their case and punctuation.
 */
export function agreement(one: string, other: string): number {
  const [first, second] = [wordsOf(one), wordsOf(other)];
  const all = new Set([...first, ...second]);
  if (all.size === 0) return 0;
  return [...first].filter((word) => second.has(word)).length / all.size;
}

function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return new Set(words.slice(0, comparedWords));
}

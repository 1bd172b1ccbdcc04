const small: readonly string[] = [
  ..."zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(" "),
  ..."sixteen seventeen eighteen nineteen".split(" "),
];
const tens: readonly string[] = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** The last number that is written in English words (up to 999,999), or undefined when there is none. */
export function lastNumberInWords(text: string): number | undefined {
  const words = text.toLowerCase().match(/[a-z]+/gu) ?? [];
  let last: number | undefined;
  let current: { total: number; part: number } | undefined;
  for (const word of words) {
    const next: { total: number; part: number } | undefined = addWord(current, word);
    if (next) last = next.total + next.part;
    current = next;
  }
  return last;
}

/** The number so far with one more word, or undefined when the word does not belong to a number. */
function addWord(
  current: { readonly total: number; readonly part: number } | undefined,
  word: string,
): { total: number; part: number } | undefined {
  const { total, part } = current ?? { total: 0, part: 0 };
  const unit = small.indexOf(word);
  const ten = tens.indexOf(word);
  if (unit >= 0) return { total, part: part % 10 === 0 && (unit < 10 || part % 100 === 0) ? part + unit : unit };
  if (ten >= 0) return { total, part: part % 100 === 0 ? part + (ten + 2) * 10 : (ten + 2) * 10 };
  if (word === "hundred" && current) return { total, part: part * 100 };
  if (word === "thousand" && current) return { total: total + part * 1000, part: 0 };
  return word === "and" && current && part % 100 === 0 ? { total, part } : undefined;
}

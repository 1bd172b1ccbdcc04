/** How many words a repeated unit may have, and how often it comes before it counts as a loop. */
const longestUnit = 12;
const turns = 6;

/** Whether the text ends in the same words over and over: an answer that was not brought to an end. */
export function endsInLoop(text: string): boolean {
  const words = text.toLowerCase().match(/\S+/gu) ?? [];
  for (let unit = 1; unit <= longestUnit; unit += 1) {
    if (words.length >= unit * turns && repeats(words, unit)) return true;
  }
  return false;
}

/** The last unit may be cut off by the length limit, so the end is allowed to be any part of it. */
function repeats(words: readonly string[], unit: number): boolean {
  const first = words.length - unit * turns;
  return words.slice(first + unit, -1).every((word, index) => word === words[first + index]);
}

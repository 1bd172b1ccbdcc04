const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** Text in whole characters, and the half of one at its end that waits for its other half. */
export interface WholeText {
  readonly text: string;
  readonly half: string;
}

/** Joins what waited with what came. A half in the middle will never be whole: U+FFFD stands for it, as it does on every wire. */
export function wholeCharacters(half: string, came: string): WholeText {
  const all = half + came;
  const ends = isHighSurrogate(all.charCodeAt(all.length - 1)) ? all.length - 1 : all.length;
  return { text: all.slice(0, ends).toWellFormed(), half: all.slice(ends) };
}

/** Whether an index lies between the two halves of a character. */
export function splitsCharacter(text: string, index: number): boolean {
  return isHighSurrogate(text.charCodeAt(index - 1)) && isLowSurrogate(text.charCodeAt(index));
}

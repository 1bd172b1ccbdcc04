/** Control characters, line breaks, halves of surrogate pairs and the like: in a name they forge lines of a log. */
const unprintable = /[\p{C}\u2028\u2029]/u;

/** Whether a name holds a character that may not be in one. */
export function isUnprintable(name: string): boolean {
  return unprintable.test(name);
}

const token = / ?\p{L}[\p{L}\p{M}]{0,7}| ?\p{N}{1,3}| ?[^\s\p{L}\p{N}]|\s{1,16}/gu;

/** Pieces of up to 8 letters, up to 3 digits or one sign, each with the space before it, or white space. Joined they are the text. */
export function tokenize(text: string): string[] {
  return text.match(token) ?? [];
}

/** How many tokens a text has, or the first number over `limit` when there are more: no more than that is read. */
export function countTokens(text: string, limit: number): number {
  let count = 0;
  for (const _ of text.matchAll(token)) {
    count += 1;
    if (count > limit) break;
  }
  return count;
}

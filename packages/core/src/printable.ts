/** Text from outside made safe for one line of a log or an error: control characters escaped, cut at `max` characters. */
export function printable(text: string, max = 128): string {
  const cut = text.length > max ? `${text.slice(0, max)}...` : text;
  return cut.replace(/[\p{C}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

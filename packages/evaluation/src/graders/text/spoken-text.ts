/** What was said to the reader: without thinking blocks, with plain line ends. A block that never ends hides the rest. */
export function spokenText(answer: string): string {
  return answer
    .replace(/<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/giu, "")
    .replace(/\r\n?/gu, "\n")
    .trim();
}

/** The text without the marks of bold, italics, code and headings. A `*` between numbers stays. */
export function withoutEmphasis(text: string): string {
  return text
    .replace(/^\s{0,3}#{1,6}\s+/gmu, "")
    .replace(/(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])/gsu, "$2")
    .replace(/`+([^`\n]+)`+/gu, "$1");
}

const opening =
  /^(?:sure|certainly|of course|great|good|okay|ok|well|thanks|thank you|hello|hi|absolutely|yes)\b[^.!?\n]{0,60}[.!:]$/iu;
const shortForms = /(?:^|[\s(.])(?:\p{Lu}|Dr|Mr|Mrs|Ms|St|Mt|Prof|Sir|e\.g|i\.e|c|ca|approx|No|vs)\.$/u;

/**
 * The sentence that should hold the answer: the one behind the last "answer:" or "the answer is", else the first that is no greeting.
 * Undefined when the answer begins as a list of several items.
 */
export function answeringSentence(text: string): string | undefined {
  const marked = [...text.matchAll(/\b(?:answer|result)\b\s*(?:is\b|:)\s*/giu)].at(-1);
  const from = marked ? text.slice(marked.index + marked[0].length) : text;
  if (listItems(from) > 1) return undefined;
  return sentences(from).find((sentence) => !opening.test(sentence) && !sentence.endsWith(":")) ?? "";
}

/** The sentences of a text. A line end ends a sentence too; an initial or a short form does not. */
export function sentences(text: string): readonly string[] {
  const found: string[] = [];
  let open = "";
  for (const piece of text.split(/(?<=[.!?]["'”’)]?)\s+|\n+/u)) {
    open = open === "" ? piece.trim() : `${open} ${piece.trim()}`;
    if (shortForms.test(open)) continue;
    if (open !== "") found.push(open);
    open = "";
  }
  return open === "" ? found : [...found, open];
}

function listItems(text: string): number {
  return text.startsWith("\n") ? 0 : (text.match(/^\s*(?:[-*•]|\d+[.)])\s+\S/gmu) ?? []).length;
}

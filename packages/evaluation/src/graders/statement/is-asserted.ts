import { type Mention } from "./mentions.js";
import { type Token } from "./tokens.js";

const clauseEnds: ReadonlySet<string> = new Set([",", ";", ":", ".", "!", "?", "(", ")", "\n", "\u2013", "\u2014"]);
const turns: ReadonlySet<string> = new Set(["but", "while", "whereas", "although", "though", "because"]);
const negators: ReadonlySet<string> = new Set(
  "not never no neither nor without except unlike cannot hardly instead rather".split(" "),
);
const copulas: ReadonlySet<string> = new Set(["is", "was", "are", "were", "be", "would"]);
const denials: ReadonlySet<string> = new Set(["not", "never", "wrong", "incorrect", "false"]);

/** Whether the text says that it is this: not "not Paris", not "Paris is wrong", not "Paris?". */
export function isAsserted(text: readonly Token[], { start, end }: Mention): boolean {
  return !isNegatedBefore(text, start) && !isDeniedAfter(text, end) && !isAsked(text, end);
}

function isNegatedBefore(text: readonly Token[], start: number): boolean {
  for (let at = start - 1; at >= 0; at -= 1) {
    const form = text[at]?.form ?? "";
    if (clauseEnds.has(form) || turns.has(form)) return false;
    if (isNegator(form)) return text[at + 1]?.form !== "only";
    if (form === "than" && text[at - 1]?.form === "other") return true;
  }
  return false;
}

function isNegator(form: string): boolean {
  return negators.has(form) || form.endsWith("n't");
}

function isDeniedAfter(text: readonly Token[], end: number): boolean {
  let at = end;
  while (copulas.has(text[at]?.form ?? "")) at += 1;
  const form = text[at]?.form ?? "";
  const denied = at > end ? denials.has(form) : /^(?:is|was|are|were)n't$/u.test(form);
  return denied && text[at + 1]?.form !== "only";
}

/** "Paris? No, Lyon." */
function isAsked(text: readonly Token[], end: number): boolean {
  for (const { form } of text.slice(end)) {
    if (form === "?") return true;
    if (clauseEnds.has(form)) return false;
  }
  return false;
}

import { withoutEmphasis } from "./spoken-text.js";

const quotes: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["\u201C", "\u201D"],
  ["\u2018", "\u2019"],
];

/** The text without one fence, pair of quotes or emphasis around the whole of it, and without spaces at its ends. */
export function unwrap(text: string): string {
  const body = withoutFence(text.trim());
  const plain = withoutEmphasis(body).trim();
  const pair = quotes.find(
    ([open, close]) => plain.length > 1 && plain.startsWith(open) && plain.endsWith(close) && !within(plain, open),
  );
  return pair ? plain.slice(1, -1).trim() : plain;
}

/** What may be meant as the answer: the text, or what follows a lead-in such as `The answer is:`; each as it is and without its full stop. */
export function readings(text: string): readonly string[] {
  const bodies = [text, ...withoutLeadIn(text)].map(unwrap);
  return [...new Set(bodies.flatMap((body) => [body, unwrap(body.replace(/\.$/u, ""))]))];
}

function withoutFence(text: string): string {
  return /^(?:```|~~~)[\w+-]*\n([\s\S]*?)\n?(?:```|~~~)$/u.exec(text)?.[1] ?? text;
}

function within(text: string, mark: string): boolean {
  return text.slice(1, -1).includes(mark);
}

const label =
  "(?:final |correct |sorted |reversed |resulting |new |modified |transformed )?(?:answer|output|result|word|words|list|text|string|sentence|numbers)";
const leadIns: readonly RegExp[] = [
  /^[^\n]{0,120}:[ \t]*\n+([\s\S]+)$/u,
  new RegExp(`^(?:(?:so|sure|here)[,!]? )?(?:here is |here's )?(?:the )?${label}(?: is| are)?:\\s*([^\\n]+)$`, "iu"),
  new RegExp(`^(?:so,? )?the ${label} (?:is|are) ([^\\n]+)$`, "iu"),
];

function withoutLeadIn(text: string): readonly string[] {
  const plain = withoutEmphasis(text.trim());
  return leadIns.flatMap((leadIn) => leadIn.exec(plain)?.[1] ?? []);
}

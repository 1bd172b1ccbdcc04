import { Scalar } from "yaml";

/** Lengths of the double-quoted escapes that are longer than two. */
const longEscapes: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

/**
 * Where a character of a scalar's value stands in the text. Exact for plain and quoted scalars of one line and for literal
 * blocks (`|`); the scalar's beginning for folded ones.
 */
export function offsetInScalar(text: string, scalar: Scalar, offset: number): number {
  const [start, end] = scalar.range ?? [0, 0];
  const source = text.slice(start, end);
  const wanted = Math.min(offset, String(scalar.value).length);
  if (scalar.type === Scalar.BLOCK_LITERAL) return start + inLiteralBlock(source, wanted);
  if (source.includes("\n")) return start;
  if (scalar.type === Scalar.QUOTE_DOUBLE) return start + inQuotes(source, wanted, doubleQuotedStep);
  if (scalar.type === Scalar.QUOTE_SINGLE) return start + inQuotes(source, wanted, singleQuotedStep);
  return scalar.type === Scalar.PLAIN ? start + wanted : start;
}

/** How many units of the source, and of the value, the next character takes. */
type Step = (source: string, at: number) => { readonly source: number; readonly value: number };

function inQuotes(source: string, offset: number, step: Step): number {
  let at = 1;
  let value = 0;
  while (value < offset && at < source.length) {
    const taken = step(source, at);
    at += taken.source;
    value += taken.value;
  }
  return at;
}

const singleQuotedStep: Step = (source, at) => ({ source: source.startsWith("''", at) ? 2 : 1, value: 1 });

const doubleQuotedStep: Step = (source, at) => {
  if (source[at] !== "\\") return { source: 1, value: 1 };
  const letter = source[at + 1] ?? "";
  const length = Object.hasOwn(longEscapes, letter) ? (longEscapes[letter] ?? 2) : 2;
  const outsideBasicPlane = letter === "U" && Number.parseInt(source.slice(at + 2, at + 10), 16) > 0xffff;
  return { source: length, value: outsideBasicPlane ? 2 : 1 };
};

function inLiteralBlock(source: string, offset: number): number {
  const lines = source.split("\n");
  const indent = blockIndent(lines);
  let at = (lines[0] ?? "").length + 1;
  let value = 0;
  for (const line of lines.slice(1)) {
    const content = line.replace(/\r$/, "").slice(indent);
    if (offset <= value + content.length) return at + Math.min(indent, line.length) + (offset - value);
    value += content.length + 1;
    at += line.length + 1;
  }
  return 0;
}

/** The header may state the indentation relative to the parent, which is not known here; the first line with text shows it. */
function blockIndent(lines: readonly string[]): number {
  const first = lines.slice(1).find((line) => line.trim() !== "") ?? "";
  return first.length - first.trimStart().length;
}

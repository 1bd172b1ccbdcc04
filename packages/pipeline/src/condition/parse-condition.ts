import { didYouMean, printable } from "@compute-proxy/core";
import type { SourceProblem } from "../template/index.js";
import { celLibrary } from "./cel-library.js";
import { conditionLimits } from "./condition-limits.js";
import type { ParsedExpression } from "./walk-expression.js";

/** A condition as a tree, or why it is none. */
export type ParsedCondition =
  | { readonly kind: "parsed"; readonly expression: ParsedExpression }
  | { readonly kind: "wrong"; readonly problems: readonly SourceProblem[] };

/** Parses a condition. `stageIds` are offered where an id with a hyphen was read as a subtraction. */
export function parseCondition(source: string, stageIds: readonly string[]): ParsedCondition {
  const tooMuch = limitProblem(source);
  if (tooMuch !== undefined) return { kind: "wrong", problems: [tooMuch] };
  const hyphens = hyphenProblems(source, stageIds);
  if (hyphens.length > 0) return { kind: "wrong", problems: hyphens };
  try {
    return { kind: "parsed", expression: celLibrary().parse(source) };
  } catch (error) {
    return { kind: "wrong", problems: [syntaxProblem(error, source)] };
  }
}

function limitProblem(source: string): SourceProblem | undefined {
  const { sourceLength, bracketDepth } = conditionLimits;
  if (source.trim() === "") return { message: "a condition is missing: leave out when, or write true" };
  if (source.length > sourceLength) return { message: `a condition has at most ${sourceLength} characters` };
  let depth = 0;
  for (const { 0: bracket, index } of withoutTexts(source).matchAll(/[([{}\])]/g)) {
    depth += "([{".includes(bracket) ? 1 : -1;
    if (depth > bracketDepth) return { message: `brackets are nested more than ${bracketDepth} deep`, offset: index };
  }
  return undefined;
}

/** The source with its string literals blanked, every other character at its place. */
function withoutTexts(source: string): string {
  return source.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gsu, (text) => " ".repeat(text.length));
}

/** `stages.draft-code` is a subtraction to CEL, and never what is meant. */
function hyphenProblems(source: string, stageIds: readonly string[]): SourceProblem[] {
  const names = withoutTexts(source).matchAll(/(?<![\w.])stages\s*\.\s*(\w+(?:-\w+)+)/gu);
  return [...names].map((match) => {
    const id = match[1] ?? "";
    const hint = stageIds.includes(id) ? "" : didYouMean(id, stageIds);
    return {
      message: `stages.${printable(id, 64)} is a subtraction: write stages[${JSON.stringify(printable(id, 64))}]${hint}`,
      offset: match.index,
    };
  });
}

/** The parser gives up at the beginning of what it cannot read. */
function syntaxProblem(error: unknown, source: string): SourceProblem {
  const offset = offsetOf(error);
  if (offset === undefined) return { message: "the condition cannot be read" };
  const rest = source.slice(offset);
  const found = rest.trim() === "" ? "the condition ends too early" : `cannot be read from here on: ${quoted(rest)}`;
  return { message: `${found}${hints.find(([wrong]) => wrong.test(rest))?.[1] ?? ""}`, offset };
}

const hints: readonly (readonly [RegExp, string])[] = [
  [/^=[^=]/, " (CEL compares with ==)"],
  [/^(?:=|!)==/, " (CEL compares with == and !=)"],
  [/^and\b/, " (CEL writes &&)"],
  [/^or\b/, " (CEL writes ||)"],
];

function quoted(text: string): string {
  return JSON.stringify(printable(text, 32));
}

/** The parser's error class is not exported; its location is read with care. */
function offsetOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("location" in error)) return undefined;
  const { location } = error;
  if (typeof location !== "object" || location === null || !("start" in location)) return undefined;
  const { start } = location;
  if (typeof start !== "object" || start === null || !("offset" in start)) return undefined;
  return typeof start.offset === "number" ? start.offset : undefined;
}

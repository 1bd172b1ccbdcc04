import { assertNever } from "@compute-proxy/core";
import { sentences } from "../statement/first-sentence.js";
import { type Constraint } from "./constraint.js";

/** What a text breaks of a rule, or undefined when it keeps it. */
export function brokenRule(rule: Constraint, text: string): string | undefined {
  switch (rule.rule) {
    case "words":
      return outside(wordsOf(text).length, rule, "words");
    case "sentences":
      return outside(sentences(text).filter(hasWord).length, rule, "sentences");
    case "lines":
      return outside(linesOf(text).length, rule, "lines");
    case "paragraphs":
      return outside(text.split(/\n[ \t]*\n/u).filter(hasWord).length, rule, "paragraphs");
    case "words_in_each_line":
      return first(linesOf(text), (line) =>
        outside(wordsOf(line.replace(/^\d+[.)]\s+/u, "")).length, rule, "words in a line"),
      );
    case "starts_with":
      return text.startsWith(rule.text) ? undefined : "it starts with something else";
    case "ends_with":
      return text.endsWith(rule.text) ? undefined : "it ends with something else";
    case "each_line_starts_with":
      return linesOf(text).every((line) => line.startsWith(rule.text))
        ? undefined
        : "a line starts with something else";
    case "numbered_lines":
      return isNumbered(linesOf(text), rule.count) ? undefined : `it is not ${rule.count} numbered lines`;
    case "contains":
      return miscounted(occurrences(rule.words, text), rule.times);
    case "contains_any":
      return rule.words.some((words) => occurrences(words, text) > 0) ? undefined : "none of the asked words is there";
    case "excludes":
      return occurrences(rule.words, text) === 0 ? undefined : "a forbidden word is there";
    case "excludes_character":
      return text.toLowerCase().includes(rule.character.toLowerCase()) ? "a forbidden character is there" : undefined;
    case "no_digits":
      return /\d/u.test(text) ? "a digit is there" : undefined;
    case "case":
      return (rule.is === "lower" ? text.toLowerCase() : text.toUpperCase()) === text
        ? undefined
        : `it is not in ${rule.is} case`;
    default:
      return assertNever(rule);
  }
}

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

function outside(count: number, { min = 0, max = Number.POSITIVE_INFINITY }: Bounds, what: string): string | undefined {
  if (count < min) return `it has ${count} ${what}, fewer than ${min}`;
  return count > max ? `it has ${count} ${what}, more than ${max}` : undefined;
}

function miscounted(count: number, times: number | undefined): string | undefined {
  if (times === undefined) return count > 0 ? undefined : "an asked word is not there";
  return count === times ? undefined : `an asked word is there ${count} times, not ${times}`;
}

function first(lines: readonly string[], check: (line: string) => string | undefined): string | undefined {
  return lines.map(check).find((problem) => problem !== undefined);
}

function isNumbered(lines: readonly string[], count: number): boolean {
  return lines.length === count && lines.every((line, index) => new RegExp(`^${index + 1}[.)]\\s+\\S`, "u").test(line));
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
}

/** "well-known" and "don't" are one word each. */
function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}

function hasWord(text: string): boolean {
  return wordsOf(text).length > 0;
}

/** How often the words stand in a row. */
function occurrences(words: string, text: string): number {
  const parts = (line: string): string => ` ${(line.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join("  ")} `;
  return parts(text).split(parts(words)).length - 1;
}

import { lastNumberInWords } from "./number-words.js";
import { plainMathematics, type WrittenNumber, writtenNumbers } from "./written-numbers.js";

/** The number that an answer comes to, or why it comes to none. */
export type StatedNumber =
  | { readonly kind: "number"; readonly value: number; readonly unit: string | undefined }
  | { readonly kind: "none"; readonly why: string };

const marker = /\banswer\b\**\s*(?:is|would be|=|:)?|#{4}/giu;

/** The number behind the last "answer", else the last number; else the last one that is written in words. */
export function statedNumber(answer: string): StatedNumber {
  const text = plainMathematics(answer);
  if (/[=:+*×÷]\s*$/u.test(text)) return { kind: "none", why: "the answer breaks off before its result" };
  const all = writtenNumbers(text);
  const candidates = all.filter(({ denied }) => !denied);
  const chosen = inFinalStatement(text, candidates) ?? candidates.at(-1);
  if (!chosen) return all.length > 0 ? { kind: "none", why: "the only numbers are denied" } : inWords(text);
  return isOneOfSeveral(text, chosen, all)
    ? { kind: "none", why: "the answer leaves a choice of numbers" }
    : { kind: "number", value: chosen.value, unit: chosen.unit };
}

/** In the sentence behind the last "answer": its first number, or the one behind the last `=` or "which is". */
function inFinalStatement(text: string, numbers: readonly WrittenNumber[]): WrittenNumber | undefined {
  const last = [...text.matchAll(marker)].at(-1);
  if (!last) return undefined;
  const start = last.index + last[0].length;
  const length = /^\s*[^\n]*?(?:[.!?](?=\s|$)|\n|$)/u.exec(text.slice(start))?.[0].length ?? 0;
  const inside = numbers.filter((number) => number.start >= start && number.start < start + length);
  const turn = [...text.slice(start, start + length).matchAll(/=|\bwhich (?:is|equals)\b|\bequals\b/gu)].at(-1);
  return inside.find((number) => number.start >= start + (turn?.index ?? 0)) ?? inside[0];
}

/** "41 or 42", "40 to 44", "between 40 and 44". */
function isOneOfSeveral(text: string, chosen: WrittenNumber, all: readonly WrittenNumber[]): boolean {
  return all.some((other) => {
    if (other.value === chosen.value || other.denied) return false;
    const [first, second] = other.start < chosen.start ? [other, chosen] : [chosen, other];
    const gap = text.slice(first.end, second.start);
    const choice =
      /^[^\d\n.!?]{0,15}\b(?:or|to)\s+(?:\w+\s+)?$/iu.test(gap) || /^\s*(?:\/|[-\u2013]|or)\s*$/iu.test(gap);
    const between = /^\s*(?:\w+\s+)?and\s+$/iu.test(gap) && /\bbetween\s+$/iu.test(text.slice(0, first.start));
    return choice || between;
  });
}

function inWords(text: string): StatedNumber {
  const value = /\bnot\b|n['’]t\b/iu.test(text) ? undefined : lastNumberInWords(text);
  return value === undefined
    ? { kind: "none", why: "the answer states no number" }
    : { kind: "number", value, unit: undefined };
}

/** A number as it stands in a text. */
export interface WrittenNumber {
  readonly value: number;
  readonly start: number;
  readonly end: number;
  /** The sign of a currency before it, or the word or sign right behind it, in lower case. */
  readonly unit: string | undefined;
  /** Whether the text says that it is not this number. */
  readonly denied: boolean;
}

const pattern =
  /(?<sign>[-\u2212\u2013](?=[$€£]?\.?\d)|\b(?:minus|negative)\s+(?=[$€£]?\d))?(?<currency>[$€£]\s?)?(?<digits>\d{1,3}(?:[,\u00A0\u202F\u2009']\d{3})+(?!\d)|\d+|(?=\.\d))(?<fraction>\.\d+)?(?<exponent>e[+-]?\d+\b)?/giu;

/** LaTeX and look-alikes written plainly, so that one set of rules reads them. */
export function plainMathematics(text: string): string {
  return text
    .replace(/\\boxed\{([^{}]*)\}/gu, "answer: $1")
    .replace(/\\(?:text|mathrm|mathbf)\{([^{}]*)\}/gu, " $1")
    .replace(/\\d?frac\{([^{}]*)\}\{([^{}]*)\}/gu, "$1/$2")
    .replace(/\{,\}/gu, ",")
    .replace(/\\(?:times|cdot)/gu, "×")
    .replace(/\\div/gu, "÷")
    .replace(/\\[$%]/gu, (escaped) => escaped.slice(1))
    .replace(/\\[,;! ()[\]]/gu, " ")
    .replace(/(?<=\d)\s*[xX]\s*(?=\d)/gu, " × ");
}

/** The numbers of a text that can be meant as a result: no parts of names, times, ordinals or unevaluated sums. */
export function writtenNumbers(text: string): readonly WrittenNumber[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const start = match.index;
    const end = start + match[0].length;
    const before = text.slice(0, start);
    const after = text.slice(end);
    if (isPartOfName(before, after) || isOperand(before, after, match.groups?.["sign"])) return [];
    return [{ value: valueOf(match, before), start, end, unit: unitOf(match, after), denied: isDenied(before, after) }];
  });
}

function valueOf({ groups }: RegExpExecArray, before: string): number {
  const digits = (groups?.["digits"] ?? "").replace(/[^\d]/gu, "");
  const value = Number(`${digits === "" ? "0" : digits}${groups?.["fraction"] ?? ""}${groups?.["exponent"] ?? ""}`);
  return groups?.["sign"] !== undefined && !/[\p{L}\d)]$/u.test(before) ? -value : value;
}

/** `H2O`, `15:30`, `3rd`, `1.2.3`. */
function isPartOfName(before: string, after: string): boolean {
  return /[\p{L}_]$|\d[.:]$/u.test(before) || /^(?::\d|(?:st|nd|rd|th)\b|\.\d)/iu.test(after);
}

/** A part of a sum or a quotient that is not worked out here. What stands behind `=` is a result. */
function isOperand(before: string, after: string, sign: string | undefined): boolean {
  const operatorBefore = /[\p{L}\d)%]\s*[+*/×÷^]\s*[($€£]*$|[\d)%]\s*[-\u2212]\s*[($€£]*$/u.test(before);
  const subtracted = sign !== undefined && /[\d)]\s*$/u.test(before);
  const operatorAfter = /^\s?(?:[\p{L}%€]+\s*)?\)?\s*(?:[+*×÷^/]\s*[\d($€£]|[-\u2212]\s*[\d(])/u.test(after);
  return operatorBefore || subtracted || operatorAfter;
}

function unitOf({ groups }: RegExpExecArray, after: string): string | undefined {
  const currency = groups?.["currency"]?.trim();
  return currency ?? /^\s?(%|€|£|\$|[\p{L}]+)/u.exec(after)?.[1]?.toLowerCase();
}

function isDenied(before: string, after: string): boolean {
  return (
    /(?:\bnot|n['’]t|\bnever|\brather than|\binstead of)\s+(?:\w+\s+)?[$€£]?$/iu.test(before) ||
    /^\s*(?:[\p{L}%]+\s+)?(?:(?:is|was|would be)\s+(?:not|wrong|incorrect|false)|is(?:n['’]t)|was(?:n['’]t))\b/iu.test(
      after,
    )
  );
}

import type { ValidatorResult } from "@compute-proxy/api";
import { endsInALoop } from "../confidence/endless-repetition.js";
import { repeatsItself } from "../confidence/text-heuristic.js";
import { codeFences } from "./code-fences.js";
import { checkJson, codeCheckFor } from "./parse-code.js";
import { notRefusedUnsurely } from "./refusal.js";
import type { Finding, ValidatedText, Validator } from "./validator.js";

const notEmpty: Validator = {
  name: "not-empty",
  check: ({ text }) => (text.trim() === "" ? failed("the answer is empty") : { passed: true }),
};

const notCut: Validator = {
  name: "not-cut-by-length",
  check: ({ finishReason }) =>
    finishReason === "length" ? failed("the answer was cut by the length limit") : { passed: true },
};

const notRepetitive: Validator = {
  name: "not-repetitive",
  check: ({ text }) =>
    repeatsItself(text) || endsInALoop(text) ? failed("the answer repeats itself") : { passed: true },
};

/** Every fenced block in a language that can be checked here parses. */
const codeParses: Validator = {
  name: "code-parses",
  check: ({ text }) => {
    const checkable = codeFences(text).flatMap((fence) => {
      const check = codeCheckFor(fence.language);
      return check ? [{ fence, check }] : [];
    });
    if (checkable.length === 0) return undefined;
    for (const [index, { fence, check }] of checkable.entries()) {
      if (!fence.closed) return failed(`code block ${index + 1} (${fence.language}) is not closed`);
      const problem = check(fence.code);
      if (problem !== undefined) return failed(`code block ${index + 1} (${fence.language}) ${problem}`);
    }
    return { passed: true };
  },
};

/** A text that looks like one JSON value is one. */
const jsonParses: Validator = {
  name: "json-parses",
  check: ({ text }) => {
    const body = text.trim();
    if (!/^(\{[\s\S]*\}|\[\s*[\d"{[\]tfn-][\s\S]*\])$/u.test(body)) return undefined;
    const problem = checkJson(body);
    return problem === undefined ? { passed: true } : failed(`the answer looks like JSON and ${problem}`);
  },
};

const validators: readonly Validator[] = [notEmpty, notCut, notRepetitive, notRefusedUnsurely, codeParses, jsonParses];

/** The results of all validators that fit the text: those of this package, and `more`. */
export function validate(answer: ValidatedText, more: readonly Validator[] = []): readonly ValidatorResult[] {
  return [...validators, ...more].flatMap((validator) => {
    const { name } = validator;
    const finding = validator.check(answer);
    if (!finding) return [];
    return [{ name, passed: finding.passed, message: finding.passed ? "" : finding.message }];
  });
}

/** 1 when every validator that fits passed, else 0. */
export function qualityOf(results: readonly ValidatorResult[]): number {
  return results.every(({ passed }) => passed) ? 1 : 0;
}

function failed(message: string): Finding {
  return { passed: false, message };
}

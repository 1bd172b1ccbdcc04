import { type ConditionRead, pathText, presenceTest } from "./condition-path.js";
import type { ConditionBindings } from "./condition-values.js";

/** Why CEL gave no answer, in words that quote the condition and never a value of the run. */
export function explainFailure(message: string, reads: readonly ConditionRead[], bindings: ConditionBindings): string {
  const absent = message.startsWith("field not found") ? firstAbsent(reads, bindings) : undefined;
  if (absent !== undefined) {
    return `${pathText(absent)} is not there in this run: ask first, ${presenceTest(absent)} && ...`;
  }
  return knownReasons.find(([pattern]) => pattern.test(message))?.[1](message) ?? "a value cannot be used like this";
}

/** Only messages that name functions and types are repeated. */
const knownReasons: readonly (readonly [RegExp, (message: string) => string])[] = [
  [/^found no matching overload for /, (message) => `its types do not fit: ${message}`],
  [/^type mismatch: /, (message) => message],
  [/by zero$/, () => "it divides by zero"],
  [/overflow/, () => "a number is too large"],
  [/out of bounds/, () => "a list is shorter than the condition expects: test its size() first"],
  [/^field not found/, () => "a map has no such entry: test with has(...) or in first"],
  [/^error parsing regexp/, () => "the pattern of matches() is no RE2 pattern"],
];

function firstAbsent(reads: readonly ConditionRead[], bindings: ConditionBindings): ConditionRead | undefined {
  const tested = new Set(reads.filter((read) => read.tested).map(pathText));
  return reads.find((read) => !tested.has(pathText(read)) && isAbsent(read, bindings));
}

function isAbsent({ root, path }: ConditionRead, bindings: ConditionBindings): boolean {
  let value: unknown = new Map(Object.entries(bindings)).get(root);
  for (const step of path) {
    // A number or a computed step: not followed.
    if (step === undefined || !(value instanceof Map)) return false;
    value = value.get(step);
    if (value === undefined) return true;
  }
  return false;
}

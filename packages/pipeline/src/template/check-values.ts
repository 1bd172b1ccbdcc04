import { didYouMean, printable } from "@compute-proxy/core";
import { type FilteredValueToken, type Token, TypeGuards, type ValueToken } from "liquidjs";
import { filterNames } from "./liquid-engine.js";
import type { SourceProblem } from "./source-problem.js";
import { templateLimits } from "./template-limits.js";
import { valueUses } from "./value-tokens.js";

/** What is wrong with an expression whatever its names mean: unknown filters, missing operators, ranges. */
export function checkValue(value: FilteredValueToken | ValueToken): readonly SourceProblem[] {
  const parts = [...valueUses(value, false)].flatMap(({ token }) => [...rangeProblems(token), ...pathProblems(token)]);
  if (!TypeGuards.isFilteredValueToken(value)) return parts;
  return [...parts, ...operandProblems(value.initial.postfix), ...filterProblems(value)];
}

function filterProblems(value: FilteredValueToken): SourceProblem[] {
  const unknown = value.filters.filter((filter) => !filterNames.includes(filter.name));
  return unknown.map(({ name, begin }) => ({
    message: `unknown filter "${printable(name, 64)}"${didYouMean(name, filterNames)}`,
    offset: begin,
  }));
}

/** `a b` and `a ==` are read without complaint; the library would drop a part of them. */
function operandProblems(postfix: readonly Token[]): SourceProblem[] {
  const operators = postfix.filter((token) => TypeGuards.isOperatorToken(token));
  const binary = operators.filter((token) => token.operator !== "not").length;
  const operands = postfix.filter((token) => TypeGuards.isValueToken(token));
  if (operands.length === binary + 1) return [];
  if (operands.length <= binary) return [{ message: "an operator lacks a value", offset: operators[0]?.begin }];
  const second = operands[1];
  return [{ message: `unexpected "${printable(second?.getText() ?? "", 64)}"`, offset: second?.begin }];
}

/** Bounds that are computed could be beyond what whole numbers can count, and such a loop would never end. */
function rangeProblems(token: ValueToken): SourceProblem[] {
  if (!TypeGuards.isRangeToken(token)) return [];
  const [first, last] = [token.lhs, token.rhs].map((bound) => (TypeGuards.isNumberToken(bound) ? bound.content : NaN));
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last)) {
    return [{ message: "a range is written with two whole numbers: (1..3)", offset: token.begin }];
  }
  const { rangeLength } = templateLimits;
  if (Number(last) - Number(first) < rangeLength) return [];
  return [{ message: `a range has at most ${rangeLength} numbers`, offset: token.begin }];
}

/** After a name in brackets the library skips everything up to "]". */
function pathProblems(token: ValueToken): SourceProblem[] {
  if (!TypeGuards.isPropertyAccessToken(token)) return [];
  const { input, props } = token;
  const bracketed = props.filter(({ begin }) => input.slice(0, begin).trimEnd().endsWith("["));
  return bracketed
    .filter(({ begin, end }) => begin === end || !input.slice(end, token.end).trimStart().startsWith("]"))
    .map(({ begin }) => ({ message: 'brackets hold one name: ["name"]', offset: begin }));
}

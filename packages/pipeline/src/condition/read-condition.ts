import type { SourceProblem } from "../template/index.js";
import { callProblem } from "./check-calls.js";
import { readProblem } from "./check-reads.js";
import type { ConditionRead } from "./condition-path.js";
import { parseCondition } from "./parse-condition.js";
import { type ParsedExpression, walkExpression } from "./walk-expression.js";

/** A condition taken apart: what it reads, and what is wrong with it in any pipeline. */
export interface ConditionReading {
  /** Undefined when it does not parse. */
  readonly expression: ParsedExpression | undefined;
  /** Those that are right in themselves. */
  readonly reads: readonly ConditionRead[];
  readonly problems: readonly SourceProblem[];
}

/** Reads a condition without evaluating it. `stageIds` are offered in messages. */
export function readCondition(source: string, stageIds: readonly string[] = []): ConditionReading {
  const parsed = parseCondition(source, stageIds);
  if (parsed.kind === "wrong") return { expression: undefined, reads: [], problems: parsed.problems };
  const { reads, calls, problems } = walkExpression(parsed.expression, source);
  return {
    expression: parsed.expression,
    reads: reads.filter((read) => readProblem(read) === undefined),
    problems: [...problems, ...located(reads, readProblem), ...located(calls, callProblem)],
  };
}

function located<T extends { readonly offset: number }>(
  parts: readonly T[],
  problemOf: (part: T) => string | undefined,
): SourceProblem[] {
  return parts.flatMap((part) => {
    const message = problemOf(part);
    return message === undefined ? [] : [{ message, offset: part.offset }];
  });
}

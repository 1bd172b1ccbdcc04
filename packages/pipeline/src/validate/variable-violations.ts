import type { Pipeline } from "@compute-proxy/api";
import { didYouMean, printable, type Violation } from "@compute-proxy/core";
import type { PipelineReads } from "./pipeline-reads.js";
import { requestLimits } from "./request-limits.js";
import { tooLong } from "./text-violations.js";
import { unread } from "./unread.js";

const field = "input.variables";

/** What is wrong with the variables of a run: missing, read by nothing, too many or too long. */
export function variableViolations(
  pipeline: Pipeline,
  variables: Readonly<Record<string, string>>,
  reads: PipelineReads,
): readonly Violation[] {
  const given = Object.keys(variables);
  const most = requestLimits.variables;
  if (given.length > most)
    return [{ field, description: `has ${given.length} variables; at most ${most} are allowed` }];
  const missing = reads.requiredVariables.filter((name) => !given.includes(name));
  const unused = given.filter((name) => !reads.variables.has(name));
  const length = Object.values(variables).reduce((sum, value) => sum + value.length, 0);
  return [
    ...missing.map((name) => ({ field: at(name), description: "is missing: a template or condition reads it" })),
    ...unused.map((name) => ({
      field: at(name),
      description: `${unread(pipeline)}${didYouMean(name, reads.variables)}`,
    })),
    ...tooLong(field, length),
  ];
}

function at(name: string): string {
  return `${field}["${printable(name, 64)}"]`;
}

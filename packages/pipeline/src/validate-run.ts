import type { Pipeline, PipelineInput } from "@compute-proxy/api";
import { printable, ProxyError, type Violation } from "@compute-proxy/core";
import type { RunContext } from "./run-context.js";
import { annotationViolations } from "./validate/annotation-violations.js";
import { inputViolations } from "./validate/input-violations.js";
import { optionViolations } from "./validate/option-violations.js";

/** What is looked at before a run begins. */
export type RunFacts = Pick<RunContext, "registry" | "options" | "annotations">;

/** Every wrong field of a run, in the names of the JSON form: input.text, options.stage_timeout_ms, ... Empty when all is well. */
export function validateRun(
  pipeline: Pipeline,
  input: PipelineInput | undefined,
  facts: RunFacts,
): readonly Violation[] {
  return [
    ...inputViolations(pipeline, input),
    ...optionViolations(pipeline, facts.options),
    ...annotationViolations(facts.annotations, facts.registry.backends),
  ];
}

/** Throws `invalid-request` with all violations. */
export function assertRunnable(pipeline: Pipeline, input: PipelineInput, facts: RunFacts): void {
  const violations = validateRun(pipeline, input, facts);
  const [first] = violations;
  if (!first) return;
  const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : "";
  throw new ProxyError(
    "invalid-request",
    `pipeline "${printable(pipeline.id)}": ${first.field}: ${first.description}${more}`,
    { violations },
  );
}

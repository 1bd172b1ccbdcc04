import type { Violation } from "@compute-proxy/core";
import { isUnprintable, requestLimits } from "@compute-proxy/pipeline";

/** An id or the name of a model. Empty is left to the caller. */
export function checkName(field: string, name: string): readonly Violation[] {
  const { name: longest } = requestLimits;
  if (name.length > longest) {
    return [{ field, description: `must have at most ${longest} characters, has ${name.length}` }];
  }
  if (isUnprintable(name)) return [{ field, description: "must not hold control characters or line breaks" }];
  if (name !== "" && name.trim() === "") return [{ field, description: "is blank: give a name, or leave it empty" }];
  return [];
}

/** The id of a pipeline, which must be there. */
export function checkPipelineId(id: string): readonly Violation[] {
  return checkNeeded("pipeline_id", id, "a pipeline");
}

/** The id of a run, which must be there. */
export function checkRunId(id: string): readonly Violation[] {
  return checkNeeded("run_id", id, "a run");
}

function checkNeeded(field: string, id: string, what: string): readonly Violation[] {
  if (id.trim() === "") return [{ field, description: `must name ${what}` }];
  return checkName(field, id);
}

import type { Violation } from "@compute-proxy/core";

/** Longest id or name of a model, in characters. */
const longestName = 256;

/** Control characters, line breaks and the like, which would forge lines of a log. */
const unprintable = /[\p{C}\u2028\u2029]/u;

/** An id or the name of a model. Empty is left to the caller. */
export function checkName(field: string, name: string): readonly Violation[] {
  if (name.length > longestName) {
    return [{ field, description: `must have at most ${longestName} characters, has ${name.length}` }];
  }
  if (unprintable.test(name)) return [{ field, description: "must not hold control characters or line breaks" }];
  return [];
}

/** The id of a pipeline, which must be there. */
export function checkPipelineId(id: string): readonly Violation[] {
  if (id === "") return [{ field: "pipeline_id", description: "must name a pipeline" }];
  return checkName("pipeline_id", id);
}

import type { PipelineProblem } from "./pipeline-problem.js";

/** A problem for a key that is written and has no effect, because what it needs is not there. */
export function needs(key: string, isWritten: boolean, need: string, isThere: boolean): readonly PipelineProblem[] {
  return isWritten && !isThere ? [{ path: [key], message: `${key} has no effect without ${need}` }] : [];
}

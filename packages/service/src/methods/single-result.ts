import type { ExecutePipelineResponse, Payload, StageResult } from "@compute-proxy/api";
import { ProxyError } from "@compute-proxy/core";
import { stageError } from "@compute-proxy/pipeline";

type Kind = NonNullable<Payload["kind"]>;
type ValueOf<Case extends Kind["$case"]> = Extract<Kind, { $case: Case }>["value"];

/** What a run of one stage came to. */
export interface SingleResult<Case extends Kind["$case"]> {
  readonly value: ValueOf<Case>;
  readonly stage: StageResult;
}

/** The output of a run of one stage. Throws the stage's error. */
export function singleResult<Case extends Kind["$case"]>(
  run: ExecutePipelineResponse,
  wanted: Case,
): SingleResult<Case> {
  const error = stageError(run);
  if (error) throw error;
  const [stage] = run.stageResults;
  const kind = run.finalOutput?.kind;
  if (!stage || kind?.$case !== wanted) throw new ProxyError("internal", `a run of one stage ended without ${wanted}`);
  return { value: kind.value as ValueOf<Case>, stage };
}

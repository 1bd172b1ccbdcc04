import type { Annotations, Pipeline, PipelineInput, PipelineOptions, PipelineStreamResponse } from "@compute-proxy/api";
import { execute, type RunReads } from "@compute-proxy/pipeline";
import { admit } from "../admission.js";
import type { CallScope } from "../call/call-scope.js";
import { closedOnAbort } from "../call/closed-on-abort.js";
import type { ServiceParts } from "../service-parts.js";

/** What a call runs: `validateRun` has found nothing wrong with it. */
export interface RunRequest {
  readonly pipeline: Pipeline;
  readonly input: PipelineInput;
  readonly options: PipelineOptions | undefined;
  readonly annotations: Annotations | undefined;
  readonly reads: RunReads;
}

/** The events of one run, as they happen: the log sees each one, and the end of the call ends the run. */
export function startRun(
  parts: ServiceParts,
  request: RunRequest,
  scope: CallScope,
): AsyncIterable<PipelineStreamResponse> {
  const { pipeline, input, options, annotations, reads } = request;
  const { registry, routing, clock, continuations } = parts;
  admit(pipeline, registry.backends, scope.remainingMs);
  const onInternal = (error: unknown): void =>
    parts.onError?.(error, { callId: scope.callId, method: `pipeline ${pipeline.id}` });
  const context = {
    runId: scope.callId,
    registry,
    routing,
    clock,
    continuations,
    signal: scope.signal,
    options,
    annotations,
    reads,
    isValidated: true,
    calibration: parts.calibration,
    heat: parts.heat,
    outcomes: parts.outcomes,
    observe: parts.observe,
    onInternal,
  };
  const run = execute(pipeline, input, context);
  return reads === "result" ? run : closedOnAbort(run, scope.signal);
}

import type { ExecutePipelineRequest, PipelineStreamResponse } from "@compute-proxy/api";
import type { CallScope } from "../call/call-scope.js";
import type { ServiceParts } from "../service-parts.js";
import { pipelineRun } from "./pipeline-run.js";

/** A run as it happens. The client's pace is the run's: an event is made when the one before has left. */
export async function* executePipelineStream(
  parts: ServiceParts,
  request: ExecutePipelineRequest,
  scope: CallScope,
): AsyncGenerator<PipelineStreamResponse, void, undefined> {
  yield* pipelineRun(parts, request, scope, "events");
}

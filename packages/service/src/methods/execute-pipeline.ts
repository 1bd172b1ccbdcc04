import type { ExecutePipelineRequest, ExecutePipelineResponse } from "@compute-proxy/api";
import { foldResult } from "@compute-proxy/pipeline";
import type { CallScope } from "../call/call-scope.js";
import type { ServiceParts } from "../service-parts.js";
import { pipelineRun } from "./pipeline-run.js";

/** A run to its end. A failed stage is an answer with success=false, not an error. */
export async function executePipeline(
  parts: ServiceParts,
  request: ExecutePipelineRequest,
  scope: CallScope,
): Promise<ExecutePipelineResponse> {
  return foldResult(pipelineRun(parts, request, scope, "result"));
}

import { type ExecutePipelineRequest, PipelineInput, type PipelineStreamResponse } from "@compute-proxy/api";
import { findPipeline, type RunReads, validateRun } from "@compute-proxy/pipeline";
import type { CallScope } from "../call/call-scope.js";
import { checkPipelineRequest } from "../checks/check-pipeline-request.js";
import { refuseViolations } from "../checks/refuse-violations.js";
import type { ServiceParts } from "../service-parts.js";
import { startRun } from "./start-run.js";

/** The run that a request asks for. Throws all violations at once, before anything starts. */
export function pipelineRun(
  parts: ServiceParts,
  request: ExecutePipelineRequest,
  scope: CallScope,
  reads: RunReads,
): AsyncIterable<PipelineStreamResponse> {
  const { options, annotations } = request;
  const own = checkPipelineRequest(request);
  if (own.some(({ field }) => field === "pipeline_id")) refuseViolations(own);
  const pipeline = findPipeline(parts.catalog, request.pipelineId);
  const ofPipeline = validateRun(pipeline, request.input, { registry: parts.registry, options, annotations });
  refuseViolations([...own, ...ofPipeline]);
  const input = request.input ?? PipelineInput.fromPartial({});
  return startRun(parts, { pipeline, input, options, annotations, reads }, scope);
}

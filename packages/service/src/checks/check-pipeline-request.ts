import type { ExecutePipelineRequest } from "@compute-proxy/api";
import type { Violation } from "@compute-proxy/core";
import { checkPipelineId } from "./check-name.js";

/** What is wrong with a request of ExecutePipeline or its stream, whatever the pipeline is. `validateRun` checks the rest. */
export function checkPipelineRequest({ pipelineId, inlinePipeline }: ExecutePipelineRequest): readonly Violation[] {
  const refused = {
    field: "inline_pipeline",
    description: "is not supported yet: name a pipeline of the file in pipeline_id",
  };
  return [...checkPipelineId(pipelineId), ...(inlinePipeline ? [refused] : [])];
}

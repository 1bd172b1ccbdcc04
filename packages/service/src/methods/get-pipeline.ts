import type { GetPipelineRequest, GetPipelineResponse } from "@compute-proxy/api";
import { findPipeline } from "@compute-proxy/pipeline";
import { checkPipelineId } from "../checks/check-name.js";
import { refuseViolations } from "../checks/refuse-violations.js";
import type { ServiceParts } from "../service-parts.js";

/** One definition as it was loaded. */
export function getPipeline({ catalog }: ServiceParts, { pipelineId }: GetPipelineRequest): GetPipelineResponse {
  refuseViolations(checkPipelineId(pipelineId));
  return { pipeline: findPipeline(catalog, pipelineId) };
}

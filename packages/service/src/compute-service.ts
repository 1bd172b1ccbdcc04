import type { ComputeServiceImplementation } from "@compute-proxy/api";
import type { CallScope } from "./call/call-scope.js";
import { embed } from "./methods/embed.js";
import { executePipeline } from "./methods/execute-pipeline.js";
import { executePipelineStream } from "./methods/execute-pipeline-stream.js";
import { generate } from "./methods/generate.js";
import { generateStream } from "./methods/generate-stream.js";
import { getPipeline } from "./methods/get-pipeline.js";
import { healthCheck } from "./methods/health-check.js";
import { listBackends } from "./methods/list-backends.js";
import { listPipelines } from "./methods/list-pipelines.js";
import { reportOutcome } from "./methods/report-outcome.js";
import { synthesize } from "./methods/synthesize.js";
import { transcribe } from "./methods/transcribe.js";
import type { ServiceParts } from "./service-parts.js";

/** The methods as nice-grpc wants them. `server` says whether it drains. */
export function computeService(
  parts: ServiceParts,
  server: { readonly draining: boolean },
): ComputeServiceImplementation<{ scope: CallScope }> {
  return {
    executePipeline: (request, { scope }) => executePipeline(parts, request, scope),
    executePipelineStream: (request, { scope }) => executePipelineStream(parts, request, scope),
    generate: (request, { scope }) => generate(parts, request, scope),
    generateStream: (request, { scope }) => generateStream(parts, request, scope),
    embed: (request, { scope }) => embed(parts, request, scope),
    transcribe: (request, { scope }) => transcribe(parts, request, scope),
    synthesize: (request, { scope }) => synthesize(parts, request, scope),
    reportOutcome: async (request) => reportOutcome(parts, request),
    listPipelines: async (request) => listPipelines(parts, request),
    getPipeline: async (request) => getPipeline(parts, request),
    listBackends: async (request) => listBackends(parts, request),
    healthCheck: async () => healthCheck(parts, server.draining),
  };
}

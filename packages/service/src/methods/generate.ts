import type { GenerateRequest, GenerateResponse } from "@compute-proxy/api";
import { foldResult } from "@compute-proxy/pipeline";
import type { CallScope } from "../call/call-scope.js";
import type { ServiceParts } from "../service-parts.js";
import { generationCall } from "./generation-call.js";
import { singleResult } from "./single-result.js";
import { singleRun } from "./single-run.js";

/** One text generation. A failed stage ends the call with its error. */
export async function generate(
  parts: ServiceParts,
  request: GenerateRequest,
  scope: CallScope,
): Promise<GenerateResponse> {
  const run = await foldResult(singleRun(parts, generationCall(request), scope, "result"));
  const { value, stage } = singleResult(run, "text");
  return { response: value, backendUsed: stage.backend, metadata: stage.metadata, runId: run.runId };
}

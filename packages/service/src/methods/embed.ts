import { type EmbedRequest, EmbedResponse } from "@compute-proxy/api";
import { embeddingRun, foldResult } from "@compute-proxy/pipeline";
import type { CallScope } from "../call/call-scope.js";
import { checkName } from "../checks/check-name.js";
import type { ServiceParts } from "../service-parts.js";
import { singleResult } from "./single-result.js";
import { type SingleCall, singleRun } from "./single-run.js";

/** The vector of a text. A failed stage ends the call with its error. */
export async function embed(parts: ServiceParts, request: EmbedRequest, scope: CallScope): Promise<EmbedResponse> {
  const call: SingleCall = {
    run: embeddingRun(request),
    annotations: request.annotations,
    violations: checkName("model", request.model),
    textField: "text",
  };
  const { value, stage } = singleResult(await foldResult(singleRun(parts, call, scope, "result")), "embedding");
  return EmbedResponse.fromPartial({ embedding: value.values, backendUsed: stage.backend, metadata: stage.metadata });
}

import { type TranscribeRequest, TranscribeResponse } from "@compute-proxy/api";
import { foldResult, transcriptionRun } from "@compute-proxy/pipeline";
import type { CallScope } from "../call/call-scope.js";
import { checkName } from "../checks/check-name.js";
import { checkTranscriptionOptions } from "../checks/check-speech-options.js";
import type { ServiceParts } from "../service-parts.js";
import { singleResult } from "./single-result.js";
import { singleRun } from "./single-run.js";

/** Speech to text. A failed stage ends the call with its error; silence is an empty text, not a failure. */
export async function transcribe(
  parts: ServiceParts,
  request: TranscribeRequest,
  scope: CallScope,
): Promise<TranscribeResponse> {
  const call = {
    run: transcriptionRun(request),
    annotations: request.annotations,
    violations: [...checkName("model", request.model), ...checkTranscriptionOptions(request.options)],
    textField: "text",
  };
  const { value, stage } = singleResult(await foldResult(singleRun(parts, call, scope, "result")), "text");
  return TranscribeResponse.fromPartial({
    text: value,
    backendUsed: stage.backend,
    metadata: stage.metadata,
    segments: stage.metadata?.segments ?? [],
    language: request.options?.language ?? "",
  });
}

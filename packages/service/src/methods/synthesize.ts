import { type SynthesizeRequest, SynthesizeResponse } from "@compute-proxy/api";
import { foldResult, speechRun } from "@compute-proxy/pipeline";
import type { CallScope } from "../call/call-scope.js";
import { checkName } from "../checks/check-name.js";
import { checkSpeechOptions, checkSpokenText } from "../checks/check-speech-options.js";
import type { ServiceParts } from "../service-parts.js";
import { singleResult } from "./single-result.js";
import { singleRun } from "./single-run.js";

/** Text to speech, as one WAV. A failed stage ends the call with its error. */
export async function synthesize(
  parts: ServiceParts,
  request: SynthesizeRequest,
  scope: CallScope,
): Promise<SynthesizeResponse> {
  const call = {
    run: speechRun(request),
    annotations: request.annotations,
    violations: [
      ...checkSpokenText(request.text),
      ...checkName("model", request.model),
      ...checkSpeechOptions(request.options),
    ],
    textField: "text",
  };
  const { value, stage } = singleResult(await foldResult(singleRun(parts, call, scope, "result")), "audio");
  return SynthesizeResponse.fromPartial({ audio: value, backendUsed: stage.backend, metadata: stage.metadata });
}

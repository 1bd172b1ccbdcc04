import { type GenerateRequest, GenerateStreamResponse, type PipelineStreamResponse } from "@compute-proxy/api";
import type { CallScope } from "../call/call-scope.js";
import type { ServiceParts } from "../service-parts.js";
import { generationCall } from "./generation-call.js";
import { singleResult } from "./single-result.js";
import { singleRun } from "./single-run.js";

/** One text generation as it is made. A failed stage ends the call with its error, after the text that was already sent. */
export async function* generateStream(
  parts: ServiceParts,
  request: GenerateRequest,
  scope: CallScope,
): AsyncGenerator<GenerateStreamResponse, void, undefined> {
  let backendUsed = "";
  for await (const { event } of singleRun(parts, generationCall(request), scope, "events")) {
    if (event?.$case === "attemptStart") backendUsed = event.value.backend;
    const message = tokenMessage(event, backendUsed);
    if (message) yield message;
  }
}

/** The message that an event becomes, if any. */
function tokenMessage(event: PipelineStreamResponse["event"], backendUsed: string): GenerateStreamResponse | undefined {
  if (event?.$case === "textDelta") {
    const { text, sequence, textOffset } = event.value;
    return { token: text, backendUsed, metadata: undefined, sequence, textOffset, runId: "" };
  }
  if (event?.$case !== "runEnd") return undefined;
  const { stage } = singleResult(event.value, "text");
  const { backend, metadata } = stage;
  return GenerateStreamResponse.fromPartial({ done: true, backendUsed: backend, metadata, runId: event.value.runId });
}

import type { GenerateRequest, GenerateStreamResponse, PipelineStreamResponse } from "@compute-proxy/api";
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
  if (event?.$case === "textDelta") return { token: event.value.text, backendUsed, metadata: undefined };
  if (event?.$case !== "runEnd") return undefined;
  const { stage } = singleResult(event.value, "text");
  return { token: "", done: true, backendUsed: stage.backend, metadata: stage.metadata };
}

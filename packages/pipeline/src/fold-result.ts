import type { ExecutePipelineResponse, PipelineStreamResponse } from "@compute-proxy/api";
import { ProxyError } from "@compute-proxy/core";

/** The result of a run from its events. Throws what the run throws. */
export async function foldResult(events: AsyncIterable<PipelineStreamResponse>): Promise<ExecutePipelineResponse> {
  let result: ExecutePipelineResponse | undefined;
  for await (const { event } of events) {
    if (event?.$case === "runEnd") result = event.value;
  }
  if (!result) throw new ProxyError("internal", "a run ended without its result");
  return result;
}

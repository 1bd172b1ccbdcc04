import type { ExecutePipelineResponse } from "@compute-proxy/api";

/** The text that a run ended with; undefined when it ended with something else or with nothing. */
export function textOf(response: ExecutePipelineResponse): string | undefined {
  const kind = response.finalOutput?.kind;
  return kind?.$case === "text" ? kind.value : undefined;
}

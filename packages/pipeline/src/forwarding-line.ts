import type { PipelineStreamResponse } from "@compute-proxy/api";

/** The fields of the one log line per forwarding decision. No text of a prompt or an answer is among them. */
export interface ForwardingLine {
  readonly run_id: string;
  readonly stage_id: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly from_model: string;
  readonly to_model: string;
  readonly reason: string;
  readonly detail: string;
}

/** The line for an event; undefined for every event but `forwarded`. */
export function forwardingLine({ runId, event }: PipelineStreamResponse): ForwardingLine | undefined {
  if (event?.$case !== "forwarded") return undefined;
  const { stageId, kind, fromBackend, toBackend, fromModel, toModel, reason, message } = event.value;
  return {
    run_id: runId,
    stage_id: stageId,
    kind,
    from: fromBackend,
    to: toBackend,
    from_model: fromModel,
    to_model: toModel,
    reason,
    detail: message,
  };
}

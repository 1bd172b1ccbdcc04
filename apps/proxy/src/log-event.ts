import type { Attempt, PipelineStreamResponse } from "@compute-proxy/api";
import { forwardingLine } from "@compute-proxy/pipeline";
import type { Logger } from "pino";

/** One line per failed attempt, per forwarding decision and per run. No prompt and no answer is in any of them. */
export function logEvent(log: Logger, message: PipelineStreamResponse): void {
  const { runId, event } = message;
  const forwarding = forwardingLine(message);
  if (forwarding) log.info(forwarding, "forwarded");
  if (event?.$case === "attemptEnd" && event.value.attempt?.outcome === "failed")
    logFailure(log, runId, event.value.stageId, event.value.attempt);
  if (event?.$case !== "runEnd") return;
  const { pipelineId, success, totalTimeMs, error } = event.value;
  const facts = {
    run_id: runId,
    pipeline: pipelineId,
    success,
    ms: totalTimeMs,
    code: error?.code,
    reason: error?.reason,
  };
  log.info(facts, "run ended");
}

/** What an operator can mend is an error, what passes is a warning. Want of descriptors is told once for all attempts, elsewhere. */
function logFailure(log: Logger, runId: string, stageId: string, attempt: Attempt): void {
  const { backend, model, number, reason, message, durationMs } = attempt;
  if (reason === "no-descriptors") return;
  const facts = {
    run_id: runId,
    stage_id: stageId,
    backend,
    model,
    attempt: number,
    reason,
    ms: Math.round(durationMs ?? 0),
    detail: message,
  };
  if (reason === "engine-credentials") log.error(facts, "attempt failed: check the engine's credentials");
  else log.warn(facts, "attempt failed");
}

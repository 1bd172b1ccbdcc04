import { type ExecutePipelineResponse, RunError } from "@compute-proxy/api";
import { isErrorCode, ProxyError } from "@compute-proxy/core";

/** An error as part of a result: the code is the status that a single-stage call would have ended with. */
export function toRunError(error: ProxyError): RunError {
  return RunError.fromPartial({
    code: error.status,
    message: error.message,
    reason: error.code,
    stageId: error.stageId ?? "",
    backend: error.backend ?? "",
    violations: error.violations.map(({ field, description }) => ({ field, description })),
    retryAfterMs: error.retryAfterMs,
  });
}

/** The error that a failed run would have thrown as a single-stage call; undefined when the run has none. */
export function stageError(response: ExecutePipelineResponse): ProxyError | undefined {
  const { error } = response;
  if (!error) return undefined;
  return new ProxyError(isErrorCode(error.reason) ? error.reason : "internal", error.message, {
    stageId: error.stageId || undefined,
    backend: error.backend || undefined,
    violations: error.violations,
    retryAfterMs: error.retryAfterMs,
  });
}

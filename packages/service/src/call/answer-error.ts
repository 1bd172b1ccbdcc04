import { abortReason, isProxyError, ProxyError } from "@compute-proxy/core";
import { ServerError, Status } from "nice-grpc-common";
import type { CallScope } from "./call-scope.js";

/**
 * The error that the client sees. An aborted call ends with the signal's reason; ours, and those of the health service,
 * stay; everything else is a bug: `report` gets it whole, the client gets INTERNAL and the id to look for in the log.
 */
export function answerError(
  error: unknown,
  scope: CallScope,
  report: (error: unknown) => void,
): ProxyError | ServerError {
  if (scope.signal.aborted && (isProxyError(error) || isAbort(error))) return abortReason(scope.signal);
  if (isProxyError(error) && error.code !== "internal") return error;
  if (error instanceof ServerError && error.code !== Status.UNKNOWN) return error;
  report(error);
  return new ProxyError("internal", `internal error: the server's log has it under the id ${scope.callId}`);
}

/** What nice-grpc and the platform throw for an aborted signal; of several classes, so by name. */
function isAbort(error: unknown): boolean {
  return typeof error === "object" && error !== null && "name" in error && error.name === "AbortError";
}

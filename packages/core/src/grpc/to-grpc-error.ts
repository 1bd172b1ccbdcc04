import { BadRequest, ErrorInfo, RetryInfo, RichServerError } from "nice-grpc-error-details";
import type { ProxyError } from "../proxy-error.js";
import { printable } from "../printable.js";
import { statusNumbers } from "./status.js";

/** google.rpc.ErrorInfo.domain of our errors. */
export const errorDomain = "compute-proxy";

/** Longest message that is sent, in characters: clients of gRPC refuse trailers of more than 8 KiB. */
const longestMessage = 1_500;

/** Our error as the wire carries it: status, message, ErrorInfo, and BadRequest and RetryInfo where they apply. */
export function toGrpcError(error: ProxyError): RichServerError {
  const metadata: Record<string, string> = {};
  if (error.backend !== undefined) metadata["backend"] = error.backend;
  if (error.stageId !== undefined) metadata["stage_id"] = error.stageId;
  if (error.retryAfterMs !== undefined) metadata["retry_after_ms"] = String(error.retryAfterMs);
  const details = [ErrorInfo.fromPartial({ reason: error.code, domain: errorDomain, metadata })];
  const badRequest =
    error.violations.length === 0 ? [] : [BadRequest.fromPartial({ fieldViolations: [...error.violations] })];
  const retry =
    error.retryAfterMs === undefined ? [] : [RetryInfo.fromPartial({ retryDelay: toDuration(error.retryAfterMs) })];
  const message = printable(error.message, longestMessage);
  return new RichServerError(statusNumbers[error.status], message, [...details, ...badRequest, ...retry]);
}

function toDuration(ms: number): { seconds: number; nanos: number } {
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanos: Math.round((ms - seconds * 1000) * 1e6) };
}

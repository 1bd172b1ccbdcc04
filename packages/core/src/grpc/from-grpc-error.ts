import { ClientError, Status } from "nice-grpc-common";
import { RichClientError } from "nice-grpc-error-details";
import { type ErrorCode, isErrorCode } from "../error-code.js";
import { type ErrorFacts, isProxyError, ProxyError, toProxyError } from "../proxy-error.js";
import { errorDomain } from "./to-grpc-error.js";

/**
 * The error behind a failed call, as the other side threw it. A server that is not ours, or no server at all, is judged by
 * its status. `peer` names the other side in messages. An AbortError is `cancelled`.
 */
export function fromGrpcError(value: unknown, peer: string): ProxyError {
  if (isProxyError(value)) return value;
  if (value instanceof RichClientError) {
    const ours = fromDetails(value);
    if (ours) return ours;
  }
  if (value instanceof ClientError) {
    return new ProxyError(codeOf(value.code), `${peer}: ${value.details}`, { cause: value });
  }
  if (value instanceof Error && value.name === "AbortError") {
    return new ProxyError("cancelled", "the call was cancelled", { cause: value });
  }
  return toProxyError(value);
}

function fromDetails(error: RichClientError): ProxyError | undefined {
  let code: ErrorCode | undefined;
  let facts: ErrorFacts = { cause: error };
  for (const detail of error.extra) {
    if (!("$type" in detail)) continue;
    if (detail.$type === "google.rpc.ErrorInfo" && detail.domain === errorDomain && isErrorCode(detail.reason)) {
      code = detail.reason;
      const retry = Number(detail.metadata["retry_after_ms"]);
      facts = {
        ...facts,
        backend: detail.metadata["backend"],
        stageId: detail.metadata["stage_id"],
        retryAfterMs: Number.isFinite(retry) ? retry : undefined,
      };
    }
    if (detail.$type === "google.rpc.BadRequest") {
      const violations = detail.fieldViolations.map(({ field, description }) => ({ field, description }));
      facts = { ...facts, violations };
    }
  }
  return code === undefined ? undefined : new ProxyError(code, error.details, facts);
}

/** What a bare status means when the other side did not say more. */
const foreignCodes: Partial<Record<Status, ErrorCode>> = {
  [Status.INVALID_ARGUMENT]: "engine-rejected",
  [Status.NOT_FOUND]: "engine-lacks-model",
  [Status.FAILED_PRECONDITION]: "not-capable",
  [Status.RESOURCE_EXHAUSTED]: "engine-busy",
  [Status.DEADLINE_EXCEEDED]: "deadline-exceeded",
  [Status.UNAVAILABLE]: "engine-refused",
  [Status.UNIMPLEMENTED]: "not-supported-yet",
  [Status.CANCELLED]: "cancelled",
  [Status.UNAUTHENTICATED]: "engine-credentials",
  [Status.PERMISSION_DENIED]: "engine-credentials",
};

function codeOf(status: Status): ErrorCode {
  return foreignCodes[status] ?? "engine-failed";
}

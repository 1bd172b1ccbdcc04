import { type ErrorCode, ProxyError } from "@compute-proxy/core";
import { fromGrpcError } from "@compute-proxy/core/grpc";
import { RichClientError } from "nice-grpc-error-details";

/**
 * The error of a call that nobody here has ended. An engine's error comes as it is; the end of the other machine itself, also
 * an orderly one, is an engine that hung up, so that another backend may take over.
 */
export function peerError(thrown: unknown, peer: string): ProxyError {
  const error = fromGrpcError(thrown, peer);
  if (error.code === "shutting-down" || error.code === "cancelled") return hungUp(error, peer);
  return isBareUnavailable(thrown, error) ? lost(error) : error;
}

function hungUp(error: ProxyError, peer: string): ProxyError {
  return new ProxyError("engine-reset", `${peer} broke the call off: ${error.message}`, { cause: error });
}

/** Whether the wire itself is the reason: a server of ours would have said more. */
function isBareUnavailable(thrown: unknown, { code }: ProxyError): boolean {
  return code === "engine-refused" && !(thrown instanceof RichClientError && thrown.extra.length > 0);
}

/** grpc-js tells in words only why there is no connection. */
const reasons: ReadonlyArray<readonly [RegExp, ErrorCode]> = [
  [/ECONNREFUSED/u, "engine-refused"],
  [/ENOTFOUND|EAI_AGAIN|Name resolution failed/u, "engine-unresolved"],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/u, "engine-connect-timeout"],
];

function lost(error: ProxyError): ProxyError {
  const code = reasons.find(([words]) => words.test(error.message))?.[1] ?? "engine-reset";
  return code === error.code ? error : new ProxyError(code, error.message, { cause: error.cause });
}

import { fromGrpcError } from "@compute-proxy/core/grpc";
import { ClientError, Status } from "nice-grpc-common";
import { type ErrorDetails, RichClientError } from "nice-grpc-error-details";
import { ComputeError, isComputeError, type StatusName } from "./compute-error.js";

/** The failure of a call as its caller sees it, with everything that the server told. `address` names a server that told nothing. */
export function toComputeError(error: unknown, address: string): ComputeError {
  if (isComputeError(error)) return error;
  const ours = fromGrpcError(error, address);
  const { violations, backend, stageId, retryAfterMs, message } = ours;
  const facts = { violations, backend, stageId, retryAfterMs, cause: error };
  if (!(error instanceof ClientError)) return new ComputeError(ours.status, message, { ...facts, reason: ours.code });
  const details = error instanceof RichClientError ? error.extra : [];
  return new ComputeError(statusName(error.code), message, { ...facts, details, reason: reasonOf(details) });
}

function statusName(status: Status): StatusName {
  return Status[status] as StatusName;
}

function reasonOf(details: readonly ErrorDetails[]): string | undefined {
  for (const detail of details) {
    if ("$type" in detail && detail.$type === "google.rpc.ErrorInfo") return detail.reason;
  }
  return undefined;
}

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
  const reason = reasonOf(details);
  const text = reason === undefined ? withHint(message) : message;
  return new ComputeError(statusName(error.code), text, { ...facts, details, reason });
}

/** grpc-js ends what it says of a server that it could not connect to with a note, which may be empty. */
function withHint(message: string): string {
  if (!message.includes("No connection established")) return message;
  return `${message.replace(/ Resolution note: *$/u, "")} Is a proxy running there?`;
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

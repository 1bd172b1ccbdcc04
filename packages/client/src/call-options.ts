import { printable } from "@compute-proxy/core";
import { longestDeadlineMs } from "@compute-proxy/core/grpc";
import { ComputeError } from "./compute-error.js";

/** What a call may bring besides its request. */
export interface CallOptions {
  /** Cancels the call; the engine stops within half a second. */
  readonly signal?: AbortSignal | undefined;
  /** Time for the whole call, retries included, in ms; the server knows it too. Default: the client's, else none. */
  readonly deadlineMs?: number | undefined;
}

/** The options as nice-grpc takes them: it tells "unset" from "undefined". */
export function wireOptions({ signal, deadlineMs }: CallOptions = {}): { signal?: AbortSignal; deadlineMs?: number } {
  return { ...(signal && { signal }), ...(deadlineMs !== undefined && { deadlineMs }) };
}

/** Throws INVALID_ARGUMENT for an address without a host, where a call would neither succeed nor fail. */
export function checkAddress(address: string): void {
  if (/^[^:\s]/u.test(address)) return;
  throw new ComputeError("INVALID_ARGUMENT", `address must be "host:port", is "${printable(address)}"`);
}

/** Throws INVALID_ARGUMENT for a number of attempts that is none. */
export function checkAttempts(attempts: number): void {
  if (Number.isInteger(attempts) && attempts >= 1) return;
  throw new ComputeError("INVALID_ARGUMENT", `retry.attempts must be a whole number from 1, is ${attempts}`);
}

/** Throws INVALID_ARGUMENT for a deadline that no timer can keep. */
export function checkDeadline(deadlineMs: number | undefined): void {
  if (deadlineMs === undefined || (deadlineMs > 0 && deadlineMs <= longestDeadlineMs)) return;
  throw new ComputeError(
    "INVALID_ARGUMENT",
    `deadlineMs must be above 0 and at most ${longestDeadlineMs}, is ${deadlineMs}`,
  );
}

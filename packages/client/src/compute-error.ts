import type { Violation } from "@compute-proxy/core";
import type { Status } from "nice-grpc-common";
import type { ErrorDetails } from "nice-grpc-error-details";

/** Name of a google.rpc.Code: UNAVAILABLE, NOT_FOUND, ... */
export type StatusName = keyof typeof Status;

/** What an error knows beyond its status and message. */
export interface ComputeErrorFacts {
  readonly reason?: string | undefined;
  readonly violations?: readonly Violation[];
  readonly backend?: string | undefined;
  readonly stageId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly details?: readonly ErrorDetails[];
  readonly cause?: unknown;
}

const brand = Symbol.for("compute-proxy.client-error");

/** How a call failed. Every method of the client throws this and nothing else. */
export class ComputeError extends Error {
  readonly code: StatusName;
  /** The server's finer code: low-level programs switch on it. Undefined when the error did not come from our server. */
  readonly reason: string | undefined;
  /** Wrong fields of the request, all of them. */
  readonly violations: readonly Violation[];
  /** Id of the backend that failed. */
  readonly backend: string | undefined;
  readonly stageId: string | undefined;
  /** When the same call may succeed, in ms from now. */
  readonly retryAfterMs: number | undefined;
  /** The google.rpc messages that came with the status, as they came. */
  readonly details: readonly ErrorDetails[];
  readonly [brand] = true;

  constructor(code: StatusName, message: string, facts: ComputeErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = "ComputeError";
    this.code = code;
    this.reason = facts.reason;
    this.violations = facts.violations ?? [];
    this.backend = facts.backend;
    this.stageId = facts.stageId;
    this.retryAfterMs = facts.retryAfterMs;
    this.details = facts.details ?? [];
  }
}

/** Recognises the error across realms and double installs, where `instanceof` fails. */
export function isComputeError(value: unknown): value is ComputeError {
  return typeof value === "object" && value !== null && brand in value;
}

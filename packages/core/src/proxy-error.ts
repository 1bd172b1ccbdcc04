import { type CanonicalStatus, type ErrorCode, errorCodes } from "./error-code.js";

/** One wrong field: its path in the names of the JSON form, and what would be right. */
export interface Violation {
  readonly field: string;
  readonly description: string;
}

/** What an error knows beyond its message. */
export interface ErrorFacts {
  readonly cause?: unknown;
  readonly violations?: readonly Violation[];
  readonly backend?: string | undefined;
  readonly stageId?: string | undefined;
  /** When the same call may succeed, in ms from now. */
  readonly retryAfterMs?: number | undefined;
}

const brand = Symbol.for("compute-proxy.error");

/** The one error of this project. The message says what was wrong, with which thing, and what would be right. */
export class ProxyError extends Error {
  readonly code: ErrorCode;
  readonly violations: readonly Violation[];
  readonly backend: string | undefined;
  readonly stageId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly [brand] = true;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = "ProxyError";
    this.code = code;
    this.violations = facts.violations ?? [];
    this.backend = facts.backend;
    this.stageId = facts.stageId;
    this.retryAfterMs = facts.retryAfterMs;
  }

  /** The canonical status that a client sees. */
  get status(): CanonicalStatus {
    return errorCodes[this.code].status;
  }

  /** Whether another backend may do better. */
  get canFailOver(): boolean {
    return errorCodes[this.code].failOver;
  }
}

/** Recognises our error across realms and double installs, where `instanceof` fails. */
export function isProxyError(value: unknown): value is ProxyError {
  return typeof value === "object" && value !== null && brand in value;
}

/** Our error as it is; anything else as `internal`, with the original as its cause and nothing of it in the message. */
export function toProxyError(value: unknown): ProxyError {
  if (isProxyError(value)) return value;
  return new ProxyError("internal", "an internal error; the log of the server has the details", { cause: value });
}

import type { ComputeError } from "./compute-error.js";

/** What is known when an attempt has failed. */
export interface FailedAttempt {
  readonly error: ComputeError;
  /** 1 for the first. */
  readonly attempt: number;
  /** Attempts that a call may have. */
  readonly attempts: number;
  /** Whether a message of the answer has arrived. */
  readonly answered: boolean;
  /** What is left of the deadline, in ms. */
  readonly remainingMs: number;
}

const firstBackoffMs = 100;
const longestBackoffMs = 500;

/**
 * How long to wait before the next attempt, in ms; undefined when there is none. Only a server that was not there, or is shutting
 * down, is asked again, and only before its answer began. One that says that its engines failed has tried them again itself:
 * doing that here too would multiply the attempts. `random` is in [0, 1).
 */
export function retryDelay(
  { error, attempt, attempts, answered, remainingMs }: FailedAttempt,
  random: number,
): number | undefined {
  if (answered || !isGone(error) || attempt >= attempts) return undefined;
  const backoff = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1)) * (0.5 + random / 2);
  const delay = Math.max(backoff, error.retryAfterMs ?? 0);
  return delay < remainingMs ? delay : undefined;
}

function isGone({ code, reason }: ComputeError): boolean {
  return code === "UNAVAILABLE" && (reason === undefined || reason === "shutting-down");
}

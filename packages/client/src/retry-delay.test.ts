import { describe, expect, it } from "@jest/globals";
import { ComputeError, type StatusName } from "./compute-error.js";
import { type FailedAttempt, retryDelay } from "./retry-delay.js";

function failed(
  facts: Partial<FailedAttempt> = {},
  code: StatusName = "UNAVAILABLE",
  retryAfterMs?: number,
): FailedAttempt {
  const error = new ComputeError(code, "no", { retryAfterMs });
  return { error, attempt: 1, attempts: 3, answered: false, remainingMs: Infinity, ...facts };
}

describe("retryDelay", () => {
  it.each([
    { attempt: 1, random: 0, delay: 50 },
    { attempt: 1, random: 0.5, delay: 75 },
    { attempt: 2, random: 0, delay: 100 },
    { attempt: 9, random: 0.999, delay: 499.75 },
  ])("waits $delay ms after attempt $attempt when chance is $random", ({ attempt, random, delay }) => {
    expect(retryDelay(failed({ attempt, attempts: 10 }), random)).toBe(delay);
  });

  it.each([
    { what: "the answer has begun", failure: failed({ answered: true }) },
    { what: "the attempts are used up", failure: failed({ attempt: 3 }) },
    { what: "the deadline comes first", failure: failed({ remainingMs: 50 }) },
    {
      what: "the server wants a longer pause than is left",
      failure: failed({ remainingMs: 900 }, "UNAVAILABLE", 1000),
    },
  ])("gives up when $what", ({ failure }) => {
    expect(retryDelay(failure, 0)).toBeUndefined();
  });

  it.each([
    "INVALID_ARGUMENT",
    "NOT_FOUND",
    "RESOURCE_EXHAUSTED",
    "CANCELLED",
    "DEADLINE_EXCEEDED",
    "INTERNAL",
    "UNKNOWN",
  ] as const)("gives up after %s", (code) => {
    expect(retryDelay(failed({}, code), 0)).toBeUndefined();
  });

  it.each([
    { reason: undefined, again: true },
    { reason: "shutting-down", again: true },
    { reason: "no-backend", again: false },
    { reason: "engine-reset", again: false },
  ])("asks again after UNAVAILABLE for $reason: $again", ({ reason, again }) => {
    const error = new ComputeError("UNAVAILABLE", "no", { reason });

    expect(retryDelay(failed({ error }), 0) !== undefined).toBe(again);
  });

  it("waits as long as the server asks", () => {
    expect(retryDelay(failed({}, "UNAVAILABLE", 1000), 0)).toBe(1000);
  });
});

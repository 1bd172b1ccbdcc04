import { type ErrorCode, ProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { retryDelay, type RetryFacts } from "./retry-delay.js";

const facts = (code: ErrorCode, change: Partial<RetryFacts> & { retryAfterMs?: number } = {}): RetryFacts => ({
  error: new ProxyError(code, "", { retryAfterMs: change.retryAfterMs }),
  retries: 0,
  produced: false,
  remainingMs: undefined,
  random: 0.5,
  ...change,
});

describe("retryDelay", () => {
  it.each([
    { name: "at least 50 ms", given: facts("engine-reset", { random: 0 }), delay: 50 },
    { name: "up to 150 ms the first time", given: facts("engine-reset", { random: 1 }), delay: 150 },
    { name: "up to 300 ms the second time", given: facts("engine-reset", { random: 1, retries: 1 }), delay: 300 },
    { name: "as long as the engine asks for", given: facts("engine-busy", { retryAfterMs: 3000 }), delay: 3000 },
    {
      name: "as long as the engine asks for, when the deadline allows it",
      given: facts("engine-busy", { retryAfterMs: 20_000, remainingMs: 20_001 }),
      delay: 20_000,
    },
  ])("is $name", ({ given, delay }) => {
    expect(retryDelay(given)).toBe(delay);
  });

  it.each([
    { name: "after the last retry of a refusal", given: facts("engine-refused", { retries: 2 }) },
    { name: "after one retry of a 500", given: facts("engine-failed", { retries: 1 }) },
    { name: "after anything of an answer came", given: facts("engine-reset", { produced: true }) },
    { name: "past the deadline", given: facts("engine-reset", { remainingMs: 100 }) },
    { name: "beyond the deadline", given: facts("engine-busy", { retryAfterMs: 3000, remainingMs: 3000 }) },
    { name: "for longer than 10 s without a deadline", given: facts("engine-busy", { retryAfterMs: 10_000 }) },
    ...(["engine-rejected", "engine-lacks-model", "engine-credentials", "engine-timeout", "cancelled"] as const).map(
      (code) => ({ name: `after ${code}`, given: facts(code) }),
    ),
  ])("is nothing $name", ({ given }) => {
    expect(retryDelay(given)).toBeUndefined();
  });
});

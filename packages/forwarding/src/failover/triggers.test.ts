import { type ErrorCode, ProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { type Trigger, triggerOf, triggers } from "./triggers.js";

describe("triggerOf", () => {
  it.each<{ code: ErrorCode; trigger: Trigger | undefined }>([
    { code: "engine-reset", trigger: "engine-died" },
    { code: "no-final-record", trigger: "engine-died" },
    { code: "engine-failed", trigger: "engine-error" },
    { code: "engine-garbled", trigger: "engine-error" },
    { code: "engine-stalled", trigger: "stalled" },
    { code: "engine-timeout", trigger: "first-token-late" },
    { code: "engine-slow", trigger: "rate-low" },
    { code: "cancelled", trigger: undefined },
    { code: "deadline-exceeded", trigger: undefined },
    { code: "engine-rejected", trigger: undefined },
  ])("$code is $trigger", ({ code, trigger }) => {
    expect(triggerOf(new ProxyError(code, "x"))).toBe(trigger);
  });
});

describe("triggers", () => {
  it("blame a source only for what it did itself, and let none finish that they blame", () => {
    const blamed = Object.entries(triggers).filter(([, { blamesSource }]) => blamesSource);

    expect(blamed.map(([name, { sourceMayFinish }]) => [name, sourceMayFinish])).toEqual([
      ["engine-error", false],
      ["engine-died", false],
      ["stalled", false],
    ]);
  });
});

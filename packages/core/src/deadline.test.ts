import { describe, expect, it } from "@jest/globals";
import { timeLimit } from "./abort.js";
import { remainingMs } from "./deadline.js";
import { ProxyError } from "./proxy-error.js";
import { FakeClock } from "./testing/fake-clock.js";

const late = (): ProxyError => new ProxyError("stage-timeout", "late");

describe("what is left of a signal", () => {
  it("is unknown where nothing limits it", () => {
    expect(remainingMs(new AbortController().signal)).toBeUndefined();
  });

  it("is what is left of its time limit, and never below 0", async () => {
    const clock = new FakeClock();
    using limit = timeLimit(new AbortController().signal, 100, clock, late);

    await clock.advance(30);
    const before = remainingMs(limit.signal);
    await clock.advance(200);

    expect([before, remainingMs(limit.signal)]).toEqual([70, 0]);
  });

  it.each([
    { outer: 50, inner: 100, left: 50 },
    { outer: 100, inner: 50, left: 50 },
  ])("is the nearest end of a limit of $inner ms inside one of $outer ms", ({ outer, inner, left }) => {
    const clock = new FakeClock();
    using whole = timeLimit(new AbortController().signal, outer, clock, late);
    using part = timeLimit(whole.signal, inner, clock, late);

    expect(remainingMs(part.signal)).toBe(left);
  });

  it("is counted from the last restart", async () => {
    const clock = new FakeClock();
    using limit = timeLimit(new AbortController().signal, 100, clock, late);

    await clock.advance(60);
    limit.restart();
    await clock.advance(10);

    expect(remainingMs(limit.signal)).toBe(90);
  });
});

import { getEventListeners } from "node:events";
import { describe, expect, it } from "@jest/globals";
import { abortReason, throwIfAborted, timeLimit, untilAborted } from "./abort.js";
import { ProxyError } from "./proxy-error.js";
import { deferred } from "./testing/deferred.js";
import { FakeClock } from "./testing/fake-clock.js";

const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, "abort").length;
const late = (): ProxyError => new ProxyError("engine-timeout", "too late");

describe("abortReason", () => {
  it("is our own error where the signal was aborted with one", () => {
    const deadline = new ProxyError("deadline-exceeded", "the deadline has passed");

    expect(abortReason(AbortSignal.abort(deadline))).toBe(deadline);
  });

  it.each([undefined, "because", new Error("gone")])("is cancelled for a bare abort (%p)", (reason) => {
    expect(abortReason(AbortSignal.abort(reason)).code).toBe("cancelled");
  });
});

describe("throwIfAborted", () => {
  it("throws the reason, and nothing before", () => {
    expect(() => throwIfAborted(new AbortController().signal)).not.toThrow();
    expect(() => throwIfAborted(AbortSignal.abort(late()))).toThrow("too late");
  });
});

describe("untilAborted", () => {
  it("gives the promise's value and leaves no listener", async () => {
    const { signal } = new AbortController();

    expect(await untilAborted(Promise.resolve(1), signal)).toBe(1);
    expect(listenersOf(signal)).toBe(0);
  });

  it("passes the promise's own error on and leaves no listener", async () => {
    const { signal } = new AbortController();

    await expect(untilAborted(Promise.reject(late()), signal)).rejects.toThrow("too late");
    expect(listenersOf(signal)).toBe(0);
  });

  it("rejects with the reason as soon as the signal aborts, and leaves no listener", async () => {
    const caller = new AbortController();
    const waiting = untilAborted(deferred().promise, caller.signal);

    caller.abort(late());

    await expect(waiting).rejects.toThrow("too late");
    expect(listenersOf(caller.signal)).toBe(0);
  });

  it("takes charge of a promise that rejects after the abort", async () => {
    const unhandled: unknown[] = [];
    const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", onUnhandled);
    const before = deferred();
    const during = deferred();
    const caller = new AbortController();
    const waiting = untilAborted(during.promise, caller.signal);

    caller.abort();
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    await expect(untilAborted(before.promise, caller.signal)).rejects.toMatchObject({ code: "cancelled" });
    before.reject(new Error("later"));
    during.reject(new Error("later"));
    await new Promise((resolve) => setImmediate(resolve));

    process.off("unhandledRejection", onUnhandled);
    expect(unhandled).toEqual([]);
  });
});

describe("timeLimit", () => {
  it("aborts with the given error when the time is up", async () => {
    const clock = new FakeClock();
    using limit = timeLimit(new AbortController().signal, 100, clock, late);

    await clock.advance(99);
    expect(limit.signal.aborted).toBe(false);
    await clock.advance(1);

    expect(abortReason(limit.signal).code).toBe("engine-timeout");
  });

  it("begins anew at each restart", async () => {
    const clock = new FakeClock();
    using limit = timeLimit(new AbortController().signal, 100, clock, late);

    await clock.advance(60);
    limit.restart();
    await clock.advance(60);
    expect(limit.signal.aborted).toBe(false);
    await clock.advance(40);

    expect(limit.signal.aborted).toBe(true);
  });

  it("sets no timer anew at a restart, and wakes once for a thousand of them", async () => {
    const clock = new FakeClock();
    let sleeps = 0;
    const sleep = clock.sleep.bind(clock);
    clock.sleep = (ms, signal) => {
      sleeps += 1;
      return sleep(ms, signal);
    };
    using limit = timeLimit(new AbortController().signal, 100, clock, late);
    for (let count = 0; count < 50; count += 1) {
      await clock.advance(1);
      for (let more = 0; more < 20; more += 1) limit.restart();
    }
    await clock.advance(99);
    expect([limit.signal.aborted, sleeps]).toEqual([false, 2]);
    await clock.advance(1);

    expect(limit.signal.aborted).toBe(true);
  });

  it("aborts with the outer signal's reason", () => {
    const outer = new AbortController();
    using limit = timeLimit(outer.signal, 100, new FakeClock(), late);

    outer.abort();

    expect(abortReason(limit.signal).code).toBe("cancelled");
  });

  it("is aborted from the start under an aborted signal", () => {
    using limit = timeLimit(AbortSignal.abort(), 100, new FakeClock(), late);

    expect(limit.signal.aborted).toBe(true);
  });

  it("leaves neither timer nor listener when disposed, nor when restarted after that", () => {
    const clock = new FakeClock();
    const outer = new AbortController();
    const limit = timeLimit(outer.signal, 100, clock, late);
    expect([clock.sleeping, listenersOf(outer.signal)]).toEqual([1, 1]);

    limit[Symbol.dispose]();
    limit.restart();

    expect([clock.sleeping, listenersOf(outer.signal)]).toEqual([0, 0]);
  });
});

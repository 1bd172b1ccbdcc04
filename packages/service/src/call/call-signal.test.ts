import { isProxyError, ProxyError } from "@compute-proxy/core";
import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { callSignal } from "./call-signal.js";

const never = new AbortController().signal;

function reasonOf(signal: AbortSignal): string | undefined {
  return isProxyError(signal.reason) ? signal.reason.code : undefined;
}

describe("callSignal", () => {
  it("aborts with deadline-exceeded when our clock says that the client's deadline has passed", async () => {
    const clock = new FakeClock();
    using limit = callSignal({ client: never, stopping: never, remainingMs: 300 }, clock);

    await clock.advance(299);
    expect(limit.signal.aborted).toBe(false);
    await clock.advance(1);

    expect(reasonOf(limit.signal)).toBe("deadline-exceeded");
  });

  it.each([
    { when: "no deadline was set", remainingMs: undefined, elapsed: 50, reason: "cancelled" },
    { when: "the deadline is far", remainingMs: 300, elapsed: 50, reason: "cancelled" },
    { when: "the deadline is a moment away", remainingMs: 300, elapsed: 295, reason: "deadline-exceeded" },
  ])("takes an abort of the wire as $reason when $when", async ({ remainingMs, elapsed, reason }) => {
    const clock = new FakeClock();
    const client = new AbortController();
    using limit = callSignal({ client: client.signal, stopping: never, remainingMs }, clock);

    await clock.advance(elapsed);
    client.abort();

    expect(reasonOf(limit.signal)).toBe(reason);
  });

  it("aborts with the server's reason when the server stops, also when it stopped before", () => {
    const stopping = new AbortController();
    using before = callSignal({ client: never, stopping: stopping.signal, remainingMs: undefined }, new FakeClock());
    stopping.abort(new ProxyError("shutting-down", "bye"));
    using after = callSignal({ client: never, stopping: stopping.signal, remainingMs: undefined }, new FakeClock());

    expect([reasonOf(before.signal), reasonOf(after.signal)]).toEqual(["shutting-down", "shutting-down"]);
  });

  it("leaves no timer behind when it is disposed", () => {
    const clock = new FakeClock();
    const limit = callSignal({ client: never, stopping: never, remainingMs: 300 }, clock);
    expect(clock.sleeping).toBe(1);

    limit[Symbol.dispose]();

    expect(clock.sleeping).toBe(0);
  });
});

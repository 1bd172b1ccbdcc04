import { isProxyError, ProxyError, remainingMs } from "@compute-proxy/core";
import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { callSignal } from "./call-signal.js";

const never = new AbortController().signal;
const deadline = { ms: 300, arrivedAt: 0 };

function reasonOf(signal: AbortSignal): string | undefined {
  return isProxyError(signal.reason) ? signal.reason.code : undefined;
}

describe("callSignal", () => {
  it("aborts with deadline-exceeded when our clock says that the client's deadline has passed", async () => {
    const clock = new FakeClock();
    using limit = callSignal({ client: never, stopping: never, deadline }, clock, clock);

    await clock.advance(299);
    expect(limit.signal.aborted).toBe(false);
    await clock.advance(1);

    expect(reasonOf(limit.signal)).toBe("deadline-exceeded");
  });

  it("counts the deadline from when it arrived, before the request had come", async () => {
    const clock = new FakeClock();
    const wire = new FakeClock();
    await wire.advance(100);
    using limit = callSignal({ client: never, stopping: never, deadline }, clock, wire);

    expect([limit.remainingMs, remainingMs(limit.signal)]).toEqual([200, 200]);
    await clock.advance(200);

    expect(reasonOf(limit.signal)).toBe("deadline-exceeded");
  });

  it.each([
    { when: "no deadline was set", limit: undefined, elapsed: 50, reason: "cancelled" },
    { when: "the deadline is far", limit: deadline, elapsed: 50, reason: "cancelled" },
    { when: "the deadline is a moment away", limit: deadline, elapsed: 295, reason: "deadline-exceeded" },
  ])("takes an abort of the wire as $reason when $when, by the wire's clock", async ({ limit, elapsed, reason }) => {
    const wire = new FakeClock();
    const client = new AbortController();
    const limits = { client: client.signal, stopping: never, deadline: limit };
    using call = callSignal(limits, new FakeClock(), wire);

    await wire.advance(elapsed);
    client.abort();

    expect(reasonOf(call.signal)).toBe(reason);
  });

  it("aborts with the server's reason when the server stops, also when it stopped before", () => {
    const stopping = new AbortController();
    using before = callSignal({ client: never, stopping: stopping.signal, deadline: undefined }, new FakeClock());
    stopping.abort(new ProxyError("shutting-down", "bye"));
    using after = callSignal({ client: never, stopping: stopping.signal, deadline: undefined }, new FakeClock());

    expect([reasonOf(before.signal), reasonOf(after.signal)]).toEqual(["shutting-down", "shutting-down"]);
  });

  it("leaves no timer behind when it is disposed", () => {
    const clock = new FakeClock();
    const limit = callSignal({ client: never, stopping: never, deadline }, clock, clock);
    expect(clock.sleeping).toBe(1);

    limit[Symbol.dispose]();

    expect(clock.sleeping).toBe(0);
  });
});

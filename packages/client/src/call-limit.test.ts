import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { callLimit } from "./call-limit.js";

const never = new AbortController().signal;

describe("callLimit", () => {
  it("tells each attempt what is left of one deadline", async () => {
    const clock = new FakeClock();
    using limit = callLimit({ caller: undefined, closed: never, deadlineMs: 1000 }, clock);
    const first = limit.metadata().get("grpc-timeout");

    await clock.advance(400);

    expect([first, limit.metadata().get("grpc-timeout"), limit.remainingMs()]).toEqual(["1000m", "600m", 600]);
  });

  it("tells the server nothing when there is no deadline", () => {
    using limit = callLimit({ caller: undefined, closed: never, deadlineMs: undefined }, new FakeClock());

    expect(limit.metadata().has("grpc-timeout")).toBe(false);
  });

  it("ends with deadline-exceeded, cancelled, or cancelled by closing, whichever comes first", async () => {
    const clock = new FakeClock();
    const [caller, closed] = [new AbortController(), new AbortController()];
    using late = callLimit({ caller: undefined, closed: never, deadlineMs: 10 }, clock);
    using left = callLimit({ caller: caller.signal, closed: never, deadlineMs: undefined }, clock);
    using shut = callLimit({ caller: undefined, closed: closed.signal, deadlineMs: undefined }, clock);

    await clock.advance(10);
    caller.abort("enough");
    closed.abort();

    expect([late, left, shut].map(({ signal }) => signal.reason as unknown)).toMatchObject([
      { code: "deadline-exceeded", message: "the deadline of 10 ms passed" },
      { code: "cancelled", message: "the caller cancelled the call", cause: "enough" },
      { code: "cancelled", message: "the client is closed" },
    ]);
  });

  it("leaves no timer behind when it is disposed", () => {
    const clock = new FakeClock();
    const limit = callLimit({ caller: undefined, closed: never, deadlineMs: 10 }, clock);

    limit[Symbol.dispose]();

    expect(clock.sleeping).toBe(0);
  });
});

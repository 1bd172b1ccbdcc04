import { getEventListeners } from "node:events";
import { describe, expect, it } from "@jest/globals";
import { type Clock, systemClock } from "./clock.js";
import { FakeClock } from "./testing/fake-clock.js";

const clocks: ReadonlyArray<{ name: string; clock: () => Clock; pass: (clock: Clock, ms: number) => Promise<void> }> = [
  { name: "system clock", clock: () => systemClock, pass: () => Promise.resolve() },
  {
    name: "fake clock",
    clock: () => new FakeClock(),
    pass: async (clock, ms) => {
      if (clock instanceof FakeClock) await clock.advance(ms);
    },
  },
];

describe.each(clocks)("$name", ({ clock, pass }) => {
  it("does not go back", async () => {
    const time = clock();
    const before = time.now();
    await pass(time, 5);

    expect(time.now()).toBeGreaterThanOrEqual(before);
  });

  it("ends a sleep and leaves no listener", async () => {
    const time = clock();
    const { signal } = new AbortController();
    const sleep = time.sleep(1, signal);
    await pass(time, 1);
    await sleep;

    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  it("ends a sleep with the reason at once when aborted", async () => {
    const caller = new AbortController();
    const sleep = clock().sleep(3_600_000, caller.signal);
    caller.abort();

    await expect(sleep).rejects.toMatchObject({ code: "cancelled" });
    expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);
  });

  it("does not begin a sleep under an aborted signal", async () => {
    await expect(clock().sleep(3_600_000, AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("system clock", () => {
  it("does not wake at once from a sleep that is too long for a timer", async () => {
    const caller = new AbortController();
    let woke = false;
    const sleep = systemClock.sleep(2 ** 40, caller.signal).then(() => (woke = true));
    await systemClock.sleep(5);
    caller.abort();

    await expect(sleep).rejects.toMatchObject({ code: "cancelled" });
    expect(woke).toBe(false);
  });
});

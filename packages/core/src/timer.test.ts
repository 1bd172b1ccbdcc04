import { describe, expect, it } from "@jest/globals";
import { FakeClock } from "./testing/fake-clock.js";
import { type Clock, systemClock } from "./clock.js";
import { startTimer } from "./timer.js";

describe("startTimer", () => {
  it("acts once, when its time has come", async () => {
    const clock = new FakeClock();
    let times = 0;
    startTimer(100, clock, () => (times += 1));

    await clock.advance(99);
    expect(times).toBe(0);
    await clock.advance(200);

    expect(times).toBe(1);
  });

  it("does nothing once it is disposed, and leaves no sleep behind", async () => {
    const clock = new FakeClock();
    let times = 0;
    const timer = startTimer(100, clock, () => (times += 1));

    timer[Symbol.dispose]();
    const { sleeping } = clock;
    await clock.advance(100);

    expect([times, sleeping]).toEqual([0, 0]);
  });

  it("uses the clock's own timers where it has them", async () => {
    const order: string[] = [];
    const noSleep: Clock = { ...systemClock, sleep: () => Promise.reject(new Error("asleep")) };
    startTimer(1, noSleep, () => order.push("dropped"))[Symbol.dispose]();
    await new Promise<void>((resolve) => startTimer(5, noSleep, resolve));

    expect(order).toEqual([]);
  });
});

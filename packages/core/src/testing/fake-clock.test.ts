import { describe, expect, it } from "@jest/globals";
import { FakeClock } from "./fake-clock.js";

describe("FakeClock", () => {
  it("wakes who is due, in the order of their times, at their times", async () => {
    const clock = new FakeClock();
    const woken: string[] = [];
    const sleeper = async (name: string, ms: number): Promise<void> => {
      await clock.sleep(ms);
      woken.push(`${name} at ${clock.now()}`);
    };
    void sleeper("late", 30);
    void sleeper("early", 10);
    void sleeper("never", 100);

    await clock.advance(50);

    expect(woken).toEqual(["early at 10", "late at 30"]);
    expect([clock.now(), clock.sleeping]).toEqual([50, 1]);
  });

  it("wakes a sleep that begins while time moves on", async () => {
    const clock = new FakeClock();
    let rounds = 0;
    const ticking = async (): Promise<void> => {
      while (rounds < 5) {
        await clock.sleep(10);
        rounds += 1;
      }
    };
    const ticks = ticking();

    await clock.advance(50);
    await ticks;

    expect(rounds).toBe(5);
  });

  it("forgets a sleep that was aborted", async () => {
    const clock = new FakeClock();
    const caller = new AbortController();
    const sleep = clock.sleep(10, caller.signal);
    caller.abort();

    await expect(sleep).rejects.toMatchObject({ code: "cancelled" });
    expect(clock.sleeping).toBe(0);
  });
});

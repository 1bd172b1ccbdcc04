import { describe, expect, it } from "@jest/globals";
import { systemClock } from "../clock.js";
import { runningClock } from "./running-clock.js";

/** Nothing else of this process runs for that long. */
function standStill(ms: number): void {
  const until = systemClock.now() + ms;
  while (systemClock.now() < until);
}

describe("runningClock", () => {
  it("does not count the time in which the process stood still", async () => {
    const from = runningClock.now();
    standStill(200);

    expect(runningClock.now() - from).toBeLessThanOrEqual(20);
  });

  it("keeps a limit waiting while the process stands still", async () => {
    const order: string[] = [];
    const limit = runningClock.sleep(100).then(() => order.push("limit"));
    const answer = systemClock
      .sleep(10)
      .then(() => systemClock.sleep(10))
      .then(() => order.push("answer"));
    standStill(300);

    await Promise.all([limit, answer]);
    expect(order).toEqual(["answer", "limit"]);
  });

  it("counts what passes while somebody sleeps", async () => {
    const from = runningClock.now();
    await runningClock.sleep(100);

    expect(runningClock.now() - from).toBeGreaterThanOrEqual(100);
  });

  it("ends a sleep with its signal's reason", async () => {
    const caller = new AbortController();
    const sleep = runningClock.sleep(60_000, caller.signal);
    caller.abort();

    await expect(sleep).rejects.toMatchObject({ code: "cancelled" });
    await expect(runningClock.sleep(0, caller.signal)).rejects.toMatchObject({ code: "cancelled" });
  });
});

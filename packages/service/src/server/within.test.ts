import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { within } from "./within.js";

describe("within", () => {
  it("is true when the work ends in time, and leaves no timer", async () => {
    const clock = new FakeClock();
    const work = deferred();
    const inTime = within(work.promise, 100, clock);

    work.resolve();

    await expect(inTime).resolves.toBe(true);
    expect(clock.sleeping).toBe(0);
  });

  it("is false when the time is up", async () => {
    const clock = new FakeClock();
    const inTime = within(deferred().promise, 100, clock);

    await clock.advance(100);

    await expect(inTime).resolves.toBe(false);
  });
});

import { describe, expect, it } from "@jest/globals";
import { systemClock } from "../clock.js";
import { unhurriedClock } from "./unhurried-clock.js";

describe("unhurriedClock", () => {
  it("counts a tenth of the time that passes", async () => {
    const [from, slowFrom] = [systemClock.now(), unhurriedClock.now()];
    await systemClock.sleep(20);
    const [passed, slowlyPassed] = [systemClock.now() - from, unhurriedClock.now() - slowFrom];

    expect(slowlyPassed).toBeGreaterThan(0);
    expect(slowlyPassed).toBeLessThan(passed / 5);
  });

  it("ends a short pause, and keeps a limit waiting", async () => {
    const caller = new AbortController();
    let isOver = false;
    const limit = unhurriedClock.sleep(200, caller.signal).then(() => (isOver = true));
    await unhurriedClock.sleep(1);
    caller.abort();

    await expect(limit).rejects.toMatchObject({ code: "cancelled" });
    expect(isOver).toBe(false);
  });
});

import { describe, expect, it } from "@jest/globals";
import { systemClock } from "../clock.js";
import { isInTime } from "./in-time.js";

describe("isInTime", () => {
  it.each([
    { what: "has happened", work: () => Promise.resolve(), is: true },
    { what: "never happens", work: () => new Promise(() => undefined), is: false },
  ])("is $is of what $what", async ({ work, is }) => {
    expect(await isInTime(work(), 30)).toBe(is);
  });

  it("is true of what happens once the process goes on", async () => {
    const work = systemClock.sleep(20);
    const until = systemClock.now() + 300;
    while (systemClock.now() < until);

    expect(await isInTime(work, 100)).toBe(true);
  });

  it("rejects with what the work rejects with", async () => {
    await expect(isInTime(Promise.reject(new Error("no")), 30)).rejects.toThrow("no");
  });
});

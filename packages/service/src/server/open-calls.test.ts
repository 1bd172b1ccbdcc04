import { describe, expect, it } from "@jest/globals";
import { OpenCalls } from "./open-calls.js";

describe("OpenCalls", () => {
  it("is idle at once when no call is open", async () => {
    await expect(new OpenCalls().drain()).resolves.toBeUndefined();
  });

  it("is idle when the last call has ended", async () => {
    const calls = new OpenCalls();
    const [first, second] = [calls.begin(), calls.begin()];
    let isIdle = false;
    const idle = calls.drain().then(() => (isIdle = true));

    first[Symbol.dispose]();
    await Promise.resolve();
    expect(isIdle).toBe(false);
    second[Symbol.dispose]();

    await idle;
  });

  it("refuses new calls once it drains", () => {
    const calls = new OpenCalls();

    void calls.drain();

    expect(() => calls.begin()).toThrow(expect.objectContaining({ code: "shutting-down" }));
  });
});

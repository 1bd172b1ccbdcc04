import { describe, expect, it } from "@jest/globals";
import { isUnderPressure } from "./heap-pressure.js";

describe("isUnderPressure", () => {
  it.each([
    { was: false, used: 0, is: false },
    { was: false, used: 899, is: false },
    { was: false, used: 900, is: true },
    { was: true, used: 899, is: true },
    { was: true, used: 850, is: true },
    { was: true, used: 849, is: false },
    { was: true, used: 2000, is: true },
  ])("is $is with $used of 1000 bytes when it was $was", ({ was, used, is }) => {
    expect(isUnderPressure(was, { usedBytes: used, limitBytes: 1000 })).toBe(is);
  });
});

import { describe, expect, it } from "@jest/globals";
import { type Crashes, isBeyondHope, withCrash } from "./crash-window.js";

const after = (times: readonly number[]): Crashes => times.reduce<Crashes>(withCrash, []);
const every = (ms: number, count: number): readonly number[] => Array.from({ length: count }, (_, index) => index * ms);

describe("isBeyondHope", () => {
  it.each([
    { what: "no error", times: [], is: false },
    { what: "nine at once", times: every(0, 9), is: false },
    { what: "ten at once", times: every(0, 10), is: true },
    { what: "ten within a minute", times: every(6000, 10), is: true },
    { what: "ten in just over a minute", times: every(6667, 10), is: false },
    { what: "one every ten seconds, for an hour", times: every(10_000, 360), is: false },
  ])("is $is after $what", ({ times, is }) => {
    expect(isBeyondHope(after(times))).toBe(is);
  });
});

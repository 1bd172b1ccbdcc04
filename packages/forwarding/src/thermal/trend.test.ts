import { celsius } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { slopePerMs, timeToReach } from "./trend.js";

const every = (...values: readonly number[]) => values.map((value, second) => ({ at: second * 1000, value }));

describe("timeToReach", () => {
  it.each([
    { name: "knows nothing without readings", readings: [], time: { kind: "unknown" } },
    { name: "knows nothing from two", readings: every(80, 81), time: { kind: "unknown" } },
    { name: "is zero when it is there", readings: every(85), time: { kind: "in", ms: 0 } },
    { name: "follows the slope from the last reading", readings: every(70, 71, 72), time: { kind: "in", ms: 13_000 } },
    { name: "is never where it falls", readings: every(72, 71, 70), time: { kind: "never" } },
    { name: "takes the noise of a sensor for no rise", readings: every(70, 70.009, 70.018), time: { kind: "never" } },
    {
      name: "knows nothing from readings of one moment",
      readings: every(70, 71, 72).map(({ value }) => ({ at: 0, value })),
      time: { kind: "unknown" },
    },
  ])("$name", ({ readings, time }) => {
    expect(timeToReach(readings, celsius(85))).toEqual(time);
  });
});

describe("slopePerMs", () => {
  it("is that of the least squares line", () => {
    expect(slopePerMs(every(1, 3, 2, 4))).toBeCloseTo(0.0008, 12);
  });
});

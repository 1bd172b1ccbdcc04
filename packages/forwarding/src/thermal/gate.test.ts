import { describe, expect, it } from "@jest/globals";
import { clearGate, nextGate } from "./gate.js";

type Readings = ReadonlyArray<readonly [seconds: number, celsius: number]>;

const limits = { trip: 85, clear: 75, critical: 90, dwellMs: 30_000 };
/** The gate after each reading, one a row: seconds and degrees. */
const course = (readings: Readings): readonly string[] => {
  let gate = clearGate;
  return readings.map(([seconds, value]) => {
    gate = nextGate(gate, value, seconds * 1000, limits);
    return gate.kind;
  });
};

describe("nextGate", () => {
  it.each<{ name: string; readings: Readings; kinds: string[] }>([
    {
      name: "trips at the limit",
      readings: [
        [0, 84.9],
        [1, 85],
      ],
      kinds: ["clear", "tripped"],
    },
    {
      name: "stays tripped between the limits",
      readings: [
        [0, 85],
        [60, 75.1],
        [61, 75],
      ],
      kinds: ["tripped", "tripped", "clear"],
    },
    {
      name: "stays tripped for the dwell, however cool it is",
      readings: [
        [0, 85],
        [29.9, 20],
        [30, 20],
      ],
      kinds: ["tripped", "tripped", "clear"],
    },
    {
      name: "stays clear for the dwell after it has cleared",
      readings: [
        [0, 85],
        [30, 70],
        [59.9, 86],
        [60, 86],
      ],
      kinds: ["tripped", "clear", "clear", "tripped"],
    },
    {
      name: "is critical at once, within the dwell too",
      readings: [
        [0, 85],
        [30, 70],
        [31, 90],
      ],
      kinds: ["tripped", "clear", "critical"],
    },
    {
      name: "is tripped, no longer critical, below the critical limit",
      readings: [
        [0, 95],
        [1, 89],
        [29, 60],
        [30, 60],
      ],
      kinds: ["critical", "tripped", "tripped", "clear"],
    },
  ])("$name", ({ readings, kinds }) => {
    expect(course(readings)).toEqual(kinds);
  });

  it("is never critical where there is no such limit", () => {
    expect(nextGate(clearGate, 1000, 0, { ...limits, critical: undefined }).kind).toBe("tripped");
  });
});

import { describe, expect, it } from "@jest/globals";
import { celsius, energy, joules, milliseconds, watts } from "./units.js";

describe("energy", () => {
  it.each([
    { power: 3, time: 1000, joules: 3 },
    { power: 55, time: 500, joules: 27.5 },
    { power: 1, time: 3_600_000, joules: 3600 },
    { power: 0, time: 1000, joules: 0 },
  ])("of $power W over $time ms is $joules J", ({ power, time, joules: expected }) => {
    expect(energy(watts(power), milliseconds(time))).toBe(joules(expected));
  });
});

describe("a unit", () => {
  it("keeps the number as it is", () => {
    expect(celsius(-3.5)).toBe(-3.5);
  });
});

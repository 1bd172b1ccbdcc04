import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "./random.js";

const first = (count: number, ...key: (string | number)[]): number[] => {
  const random = seededRandom(...key);
  return Array.from({ length: count }, random);
};

describe("seededRandom", () => {
  it("gives these numbers on every machine", () => {
    expect(first(3, "a", 1)).toEqual([0.30650640767998993, 0.8032003161497414, 0.49412113102152944]);
  });

  it.each([
    { left: ["a", "b"], right: ["ab"] },
    { left: ["a", 1], right: ["a", "1"] },
    { left: ["a", ""], right: ["a"] },
  ])("keeps the keys $left and $right apart", ({ left, right }) => {
    expect(first(1, ...left)).not.toEqual(first(1, ...right));
  });

  it("spreads evenly over [0, 1)", () => {
    const numbers = first(10_000, "even");
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => numbers.filter((value) => Math.floor(value * 10) === tenth).length,
    );

    expect(Math.min(...tenths)).toBeGreaterThan(900);
    expect(tenths.reduce((sum, count) => sum + count, 0)).toBe(10_000);
  });
});

import { describe, expect, it } from "@jest/globals";
import { draws } from "./draws.js";

const take = (count: number, freedom: number, seed: number): number[] => {
  const draw = draws(["key"], freedom, seed);
  return Array.from({ length: count }, draw);
};

const correlation = (left: number[], right: number[]): number =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0) / left.length;

describe("draws", () => {
  it("do not depend on the sampling seed without freedom", () => {
    expect(take(5, 0, 1)).toEqual(take(5, 0, 2));
  });

  it("are the same for the same seed at any freedom", () => {
    expect(take(5, 0.7, 1)).toEqual(take(5, 0.7, 1));
  });

  it.each([0, 0.3, 0.5, 1])("keep variance 1 and share 1 - freedom between two seeds at freedom %f", (freedom) => {
    const [one, two] = [take(20_000, freedom, 1), take(20_000, freedom, 2)];

    expect(correlation(one, one)).toBeCloseTo(1, 1);
    expect(correlation(one, two)).toBeCloseTo(1 - freedom, 1);
  });
});

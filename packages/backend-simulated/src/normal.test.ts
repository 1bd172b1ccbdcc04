import { describe, expect, it } from "@jest/globals";
import { normalShare, standardNormal } from "./normal.js";
import { seededRandom } from "./random.js";

describe("normalShare", () => {
  it.each([
    [-6, 9.8659e-10],
    [-1.959964, 0.025],
    [-1, 0.1586553],
    [0, 0.5],
    [1, 0.8413447],
    [1.959964, 0.975],
  ])("of %f is %f", (x, share) => {
    expect(normalShare(x)).toBeCloseTo(share, 6);
  });
});

describe("standardNormal", () => {
  it("has mean 0, variance 1 and the shares of its law", () => {
    const random = seededRandom("normal");
    const numbers = Array.from({ length: 20_000 }, () => standardNormal(random));
    const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const variance = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length;

    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
    expect(numbers.filter((value) => value < -1).length / numbers.length).toBeCloseTo(normalShare(-1), 2);
  });
});

import { describe, expect, it } from "@jest/globals";
import { quantile } from "./quantile.js";

describe("quantile", () => {
  it.each([
    { values: [1, 2, 3, 4, 5], share: 0, expected: 1 },
    { values: [1, 2, 3, 4, 5], share: 0.5, expected: 3 },
    { values: [1, 2, 3, 4, 5], share: 0.1, expected: 1.4 },
    { values: [1, 2], share: 0.75, expected: 1.75 },
    { values: [7], share: 0.1, expected: 7 },
  ])("of $values at $share is $expected", ({ values, share, expected }) => {
    expect(quantile(values, share)).toBeCloseTo(expected, 12);
  });

  it("does not exist for no values", () => {
    expect(quantile([], 0.5)).toBeUndefined();
  });
});

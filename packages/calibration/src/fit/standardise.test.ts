import { describe, expect, it } from "@jest/globals";
import { standardised, standardOf } from "./standardise.js";

describe("standardOf", () => {
  it("is the mean and the standard deviation of each column, and 1 for a constant one", () => {
    expect(
      standardOf([
        [1, 5],
        [3, 5],
      ]),
    ).toEqual({ mean: [2, 5], scale: [1, 1] });
    expect(standardOf([[0], [0], [6], [6]])).toEqual({ mean: [3], scale: [3] });
  });
});

describe("standardised", () => {
  it("limits what is far out", () => {
    expect(standardised([10, 1000, -1000], { mean: [4, 0, 0], scale: [3, 1, 1] })).toEqual([2, 4, -4]);
  });
});

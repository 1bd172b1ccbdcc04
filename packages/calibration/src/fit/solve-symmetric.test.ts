import { describe, expect, it } from "@jest/globals";
import { solveSymmetric } from "./solve-symmetric.js";

describe("solveSymmetric", () => {
  it("solves a system", () => {
    const matrix = [
      [4, 2, 0],
      [2, 5, 3],
      [0, 3, 6],
    ];

    const solution = solveSymmetric(matrix, [8, 21, 24]) ?? [];

    const product = matrix.map((row) => row.reduce((sum, value, index) => sum + value * (solution[index] ?? 0), 0));
    expect(product.map((value) => Math.round(value * 1e12) / 1e12)).toEqual([8, 21, 24]);
  });

  it("gives up on a matrix that is not positive definite", () => {
    expect(
      solveSymmetric(
        [
          [1, 2],
          [2, 1],
        ],
        [1, 1],
      ),
    ).toBeUndefined();
  });
});

import { describe, expect, it } from "@jest/globals";
import { foldsOf } from "./folds.js";

const samples = Array.from({ length: 60 }, (_, index) => ({
  good: index % 3 === 0,
  group: `g${Math.floor(index / 2)}`,
}));

describe("foldsOf", () => {
  it("keeps groups whole", () => {
    const folds = foldsOf(samples, 5, 1);

    for (const [index, fold] of folds.entries()) expect(fold).toBe(folds[index - (index % 2)]);
  });

  it("gives the folds about the same size and share of good ones", () => {
    const folds = foldsOf(samples, 5, 1);

    for (let fold = 0; fold < 5; fold++) {
      const members = samples.filter((_, index) => folds[index] === fold);
      expect(Math.abs(members.length - 12)).toBeLessThanOrEqual(2);
      expect(Math.abs(members.filter(({ good }) => good).length - 4)).toBeLessThanOrEqual(1);
    }
  });

  it("is the same for the same seed and another for another", () => {
    expect(foldsOf(samples, 5, 2)).toEqual(foldsOf(samples, 5, 2));
    expect(foldsOf(samples, 5, 2)).not.toEqual(foldsOf(samples, 5, 3));
  });

  it("has no more folds than groups", () => {
    expect(new Set(foldsOf(samples.slice(0, 4), 5, 1)).size).toBe(2);
  });
});

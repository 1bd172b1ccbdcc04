import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { applyIsotonic, fitIsotonic } from "./isotonic.js";

describe("fitIsotonic", () => {
  it("is the never falling curve with the least squared error, by trying all levels", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }), (labels) => {
        const curve = fitIsotonic(labels.map((good, score) => ({ score, good })));
        const nearest = 1 / (labels.length + 2);
        const limited = (level: number): number => Math.min(1 - nearest, Math.max(nearest, level));

        for (const [score, level] of bestByMinMax(labels).entries()) {
          expect(applyIsotonic(curve, score)).toBeCloseTo(limited(level), 12);
        }
        expect(bestByMinMax(labels).reduce((sum, level, index) => sum + squared(level, labels[index]), 0)).toBeCloseTo(
          leastByCuts(labels),
          12,
        );
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("gives equal scores one level, wherever they stand", () => {
    const curve = fitIsotonic([
      { score: 1, good: true },
      { score: 0, good: false },
      { score: 1, good: false },
      { score: 2, good: true },
      { score: 1, good: true },
    ]);

    expect(applyIsotonic(curve, 1)).toBeCloseTo(2 / 3, 12);
  });

  it("runs straight between levels, and level outside", () => {
    const curve = { kind: "isotonic", scores: [0, 1, 3], values: [0.2, 0.4, 0.8] } as const;

    const at = [-5, 0, 0.5, 1, 2, 3, 9].map((score) => applyIsotonic(curve, score));

    expect(at.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([0.2, 0.2, 0.3, 0.4, 0.6, 0.8, 0.8]);
  });

  const squared = (level: number, good: boolean | undefined): number => (level - (good ? 1 : 0)) ** 2;
  const share = (labels: readonly boolean[]): number => labels.filter(Boolean).length / labels.length;

  /** The closed form: at each place the least over the ends of the greatest over the starts of the mean between. */
  function bestByMinMax(labels: readonly boolean[]): number[] {
    return labels.map((_, place) => {
      const ends = labels.slice(place).map((__, ahead) => place + ahead + 1);
      const starts = labels.slice(0, place + 1).map((__, start) => start);
      return Math.min(...ends.map((end) => Math.max(...starts.map((start) => share(labels.slice(start, end))))));
    });
  }

  /** The least squared error over all ways to cut the labels into runs whose means do not fall. */
  function leastByCuts(labels: readonly boolean[]): number {
    let least = Number.POSITIVE_INFINITY;
    for (let cuts = 0; cuts < 2 ** (labels.length - 1); cuts++) {
      const runs: boolean[][] = [[]];
      for (const [index, good] of labels.entries()) {
        runs.at(-1)?.push(good);
        if (index < labels.length - 1 && (cuts >> index) % 2 === 1) runs.push([]);
      }
      const levels = runs.map(share);
      if (levels.some((level, index) => level < (levels[index - 1] ?? 0))) continue;
      const error = runs.reduce((sum, run) => sum + run.reduce((all, good) => all + squared(share(run), good), 0), 0);
      least = Math.min(least, error);
    }
    return least;
  }
});

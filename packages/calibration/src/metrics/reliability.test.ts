import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "../random/seeded-random.js";
import { shuffled } from "../random/shuffled.js";
import { brier } from "./brier.js";
import { expectedCalibrationError, reliability } from "./reliability.js";

const of = (...pairs: Array<readonly [number, boolean]>) => pairs.map(([probability, good]) => ({ probability, good }));

describe("brier", () => {
  it("is the mean squared distance", () => {
    expect(brier(of([0.8, true], [0.4, false]))).toBeCloseTo((0.04 + 0.16) / 2, 12);
    expect(brier([])).toBeUndefined();
  });
});

describe("reliability", () => {
  it("makes bins of equal mass", () => {
    const sample = of([0.1, false], [0.2, true], [0.6, false], [0.9, true]);

    expect(reliability(sample, 2)).toEqual([
      { count: 2, predicted: expect.closeTo(0.15, 12), observed: 0.5 },
      { count: 2, predicted: expect.closeTo(0.75, 12), observed: 0.5 },
    ]);
    expect(expectedCalibrationError(sample, 2)).toBeCloseTo((0.35 + 0.25) / 2, 12);
  });

  it("keeps equal probabilities together", () => {
    const sample = Array.from({ length: 100 }, (_, index) => ({ probability: 0.7, good: index < 50 }));

    expect(reliability(sample)).toHaveLength(1);
    expect(expectedCalibrationError(sample)).toBeCloseTo(0.2, 12);
  });

  it("does not depend on the order", () => {
    const random = seededRandom(4);
    const sample = Array.from({ length: 97 }, () => ({
      probability: random.below(20) / 20,
      good: random.below(2) === 0,
    }));

    const other = expectedCalibrationError(shuffled(sample, random));

    expect(other).toBeCloseTo(expectedCalibrationError(sample) ?? Number.NaN, 12);
  });

  it("has no error of nothing", () => {
    expect(expectedCalibrationError([])).toBeUndefined();
  });
});

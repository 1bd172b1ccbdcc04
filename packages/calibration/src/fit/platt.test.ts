import { describe, expect, it } from "@jest/globals";
import { applyPlatt, fitPlatt } from "./platt.js";

const scored = (...pairs: Array<readonly [number, boolean]>) => pairs.map(([score, good]) => ({ score, good }));

describe("fitPlatt", () => {
  it("gives each of two scores its share, drawn in by the smoothed targets", () => {
    const sample = scored([0, false], [0, false], [0, true], [1, true], [1, true], [1, false]);

    const scaling = fitPlatt(sample);

    // Two parameters fit two scores exactly: the mean target at each. Targets are 4/5 and 1/5.
    expect(applyPlatt(scaling, 0)).toBeCloseTo((0.2 + 0.2 + 0.8) / 3, 6);
    expect(applyPlatt(scaling, 1)).toBeCloseTo((0.8 + 0.8 + 0.2) / 3, 6);
  });

  it("stays finite on separable scores and never claims certainty", () => {
    const scaling = fitPlatt(scored([-2, false], [-1, false], [1, true], [2, true]));

    expect(scaling.slope).toBeGreaterThan(0);
    expect(applyPlatt(scaling, 2)).toBeLessThan(0.95);
  });

  it.each([
    { name: "scores that order the wrong way", sample: scored([0, true], [1, false]), p: 0.5 },
    { name: "one class", sample: scored([0, true], [1, true], [2, true]), p: 0.8 },
    { name: "equal scores", sample: scored([3, true], [3, true], [3, false]), p: (0.75 + 0.75 + 1 / 3) / 3 },
  ])("gives one probability for $name", ({ sample, p }) => {
    const scaling = fitPlatt(sample);

    for (const { score } of sample) expect(applyPlatt(scaling, score)).toBeCloseTo(p, 5);
  });
});

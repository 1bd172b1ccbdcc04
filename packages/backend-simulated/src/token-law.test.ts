import { describe, expect, it } from "@jest/globals";
import { draws } from "./draws.js";
import { tokenProbabilities } from "./token-law.js";

describe("tokenProbabilities", () => {
  it.each([
    { kind: "right", parameter: 6 },
    { kind: "wrong", parameter: 1.5 },
  ] as const)("of a $kind answer follow Beta($parameter, 1)", ({ kind, parameter }) => {
    const answers = Array.from({ length: 4000 }, (_, index) =>
      tokenProbabilities(kind, 3, draws(["law", index], 0, 0)),
    ).flat();
    const mean = answers.reduce((sum, value) => sum + value, 0) / answers.length;

    expect(mean).toBeCloseTo(parameter / (parameter + 1), 1);
    for (const bound of [0.2, 0.5, 0.8, 0.95]) {
      const share = answers.filter((value) => value <= bound).length / answers.length;
      expect(Math.abs(share - bound ** parameter)).toBeLessThan(0.03);
    }
  });

  it("vary less within an answer than between answers", () => {
    const means = Array.from({ length: 300 }, (_, index) => {
      const tokens = tokenProbabilities("wrong", 50, draws(["shared", index], 0, 0));
      return tokens.reduce((sum, value) => sum + value, 0) / tokens.length;
    });

    expect(Math.min(...means)).toBeLessThan(0.25);
    expect(Math.max(...means)).toBeGreaterThan(0.95);
  });

  it("have a finite logarithm", () => {
    const probabilities = tokenProbabilities("wrong", 3, () => -20);

    expect(probabilities).toEqual([1e-6, 1e-6, 1e-6]);
  });
});

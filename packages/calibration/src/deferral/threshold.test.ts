import { describe, expect, it } from "@jest/globals";
import { meanOf } from "../features/sliding-mean.js";
import { clopperPearsonUpper } from "../metrics/clopper-pearson.js";
import { drawAnswers } from "../testing/known-law.js";
import { fitThreshold } from "./threshold.js";

const goods = (count: number) => Array.from({ length: count }, (_, index) => ({ score: 1 + index, good: true }));

describe("fitThreshold", () => {
  it("accepts all of 22 good answers at 0.1, and none of 21", () => {
    expect(fitThreshold(goods(22), { alpha: 0.1, delta: 0.1 })).toMatchObject({
      kind: "accept-from",
      threshold: 1,
      accepted: 22,
      failures: 0,
    });
    expect(fitThreshold(goods(21), { alpha: 0.1, delta: 0.1 })).toEqual({
      kind: "escalate-always",
      because: "too-few-labels",
      needed: 22,
    });
  });

  it("is the smallest threshold that any order of trying would find", () => {
    const scored = Array.from({ length: 300 }, (_, index) => ({
      score: Math.floor(index / 3),
      good: index % 7 !== 0 || index > 200,
    }));

    const rule = fitThreshold(scored, { alpha: 0.1, delta: 0.1 });

    const passing = [...new Set(scored.map(({ score }) => score))].filter((threshold) => {
      const accepted = scored.filter(({ score }) => score >= threshold);
      return clopperPearsonUpper(accepted.filter(({ good }) => !good).length, accepted.length, 0.1) <= 0.1;
    });
    expect(rule).toMatchObject({ kind: "accept-from", threshold: Math.min(...passing) });
  });

  it("escalates always where too many of the surest fail", () => {
    const half = goods(200).map((item, index) => ({ ...item, good: index % 2 === 0 }));

    expect(fitThreshold(half, { alpha: 0.1, delta: 0.1 })).toMatchObject({
      kind: "escalate-always",
      because: "too-many-failures",
    });
  });

  it("keeps its word in nine of ten fits to a known law", () => {
    const scoredOf = (count: number, seed: number) =>
      drawAnswers(count, seed).map(({ tokens, good }) => ({
        score: meanOf(tokens.map(({ logprob }) => logprob)),
        good,
      }));
    const world = scoredOf(2000, 777);

    const broken = Array.from({ length: 100 }, (_, seed) =>
      fitThreshold(scoredOf(200, 7 * seed + 1), { alpha: 0.2, delta: 0.1 }),
    )
      .flatMap((rule) => (rule.kind === "accept-from" ? [rule.threshold] : []))
      .filter((threshold) => {
        const accepted = world.filter(({ score }) => score >= threshold);
        return accepted.filter(({ good }) => !good).length > 0.2 * accepted.length;
      });

    expect(broken.length).toBeLessThanOrEqual(10);
  });
});

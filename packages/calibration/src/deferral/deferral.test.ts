import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "../random/seeded-random.js";
import { shuffled } from "../random/shuffled.js";
import { deferralArea, deferralSummary, shareOfOracle } from "./deferral-area.js";
import type { DeferralCase } from "./deferral-case.js";
import { deferralCurve, oracleCurve, randomCurve } from "./deferral-curve.js";
import { bestQualityWithin, qualityAtShare, shareToReach } from "./read-curve.js";

const one = (score: number, smallerRight: boolean, largerRight: boolean): DeferralCase => ({
  score,
  smallerRight,
  largerRight,
});
const four = [one(0.9, true, true), one(0.1, false, true), one(0.5, true, false), one(0.3, false, true)];
const priced = four.map((item) => ({ ...item, costs: { smaller: 1, larger: 4 } }));

/** So many questions that only one of the two got right, both, or neither; scored at random. */
function counted(onlyLarger: number, onlySmaller: number, both: number, neither: number, seed = 1): DeferralCase[] {
  const random = seededRandom(seed);
  const of = (count: number, smaller: boolean, larger: boolean): DeferralCase[] =>
    Array.from({ length: count }, () => one(random.uniform(), smaller, larger));
  return [
    ...of(onlyLarger, false, true),
    ...of(onlySmaller, true, false),
    ...of(both, true, true),
    ...of(neither, false, false),
  ];
}

describe("deferralCurve", () => {
  it("defers the least confident first", () => {
    expect(deferralCurve(four)).toEqual([
      { share: 0, quality: 0.5 },
      { share: 0.25, quality: 0.75 },
      { share: 0.5, quality: 1 },
      { share: 0.75, quality: 0.75 },
      { share: 1, quality: 0.75 },
    ]);
  });

  it("defers equal scores in random order, in the mean over all orders", () => {
    const level = four.map((item) => ({ ...item, score: item.score < 0.4 ? 0 : 1 }));
    const random = seededRandom(1);

    const curve = deferralCurve(level);

    for (let deferred = 0; deferred <= 4; deferred++) {
      const qualities = Array.from({ length: 4000 }, () => {
        const order = shuffled(level, random).toSorted((a, b) => a.score - b.score);
        return order.filter((item, index) => (index < deferred ? item.largerRight : item.smallerRight)).length / 4;
      });
      const mean = qualities.reduce((sum, quality) => sum + quality, 0) / qualities.length;
      expect(Math.abs((curve[deferred]?.quality ?? 0) - mean)).toBeLessThan(0.02);
    }
  });

  it("does not depend on the order of equal scores", () => {
    const flat = four.map((item) => ({ ...item, score: 1 }));

    expect(deferralCurve(flat)).toEqual(deferralCurve(flat.toReversed()));
  });

  it.each([
    { draft: "paid", costs: [1, 2, 3, 4, 5] },
    { draft: "spared", costs: [1, 1.75, 2.5, 3.25, 4] },
  ] as const)("with the draft $draft costs $costs", ({ draft, costs }) => {
    expect(deferralCurve(priced, draft).map(({ cost }) => cost)).toEqual(costs);
  });

  it("has no cost where one of the answers has none", () => {
    for (const point of deferralCurve([...priced, one(0.2, true, true)])) expect(point).not.toHaveProperty("cost");
  });

  it("doubles its costs and nothing else when every cost doubles", () => {
    const doubled = priced.map((item) => ({ ...item, costs: { smaller: 2, larger: 8 } }));

    expect(deferralCurve(doubled)).toEqual(
      deferralCurve(priced).map((point) => ({ ...point, cost: 2 * (point.cost ?? 0) })),
    );
  });

  it("is empty of nothing", () => {
    expect([deferralCurve([]), oracleCurve([]), randomCurve([])]).toEqual([[], [], []]);
  });
});

describe("the lines to compare with", () => {
  it("random runs from always-small to always-large, without a draft", () => {
    expect(randomCurve(priced)).toEqual([
      { share: 0, quality: 0.5, cost: 1 },
      { share: 1, quality: 0.75, cost: 4 },
    ]);
  });

  it("no order of deferring is anywhere above the oracle", () => {
    const cases = counted(11, 3, 37, 9);
    const oracle = oracleCurve(cases);

    for (let seed = 1; seed <= 50; seed++) {
      const random = seededRandom(seed);
      const curve = deferralCurve(cases.map((item) => ({ ...item, score: random.uniform() })));
      for (const [index, point] of curve.entries())
        expect(point.quality).toBeLessThanOrEqual((oracle[index]?.quality ?? 0) + 1e-12);
    }
  });
});

describe("deferralSummary", () => {
  // By hand: (sum of the oracle's counts - sum of the line's) / n, as a share of 60 questions.
  it.each([
    { cases: counted(11, 3, 37, 9), oracle: 355 / 60 / 60, small: 40 / 60, large: 48 / 60 },
    { cases: counted(32, 4, 8, 16), oracle: 0.156, small: 12 / 60, large: 40 / 60 },
  ])("of sixty questions: $small to $large", ({ cases, oracle, small, large }) => {
    const summary = deferralSummary(cases);

    expect(summary?.oracleArea).toBeCloseTo(oracle, 3);
    expect(summary?.alwaysSmall.quality).toBeCloseTo(small, 12);
    expect(summary?.alwaysLarge.quality).toBeCloseTo(large, 12);
  });

  it("is 0 for a score that says nothing and 1 for the oracle's", () => {
    const cases = counted(11, 3, 37, 9);

    expect(deferralArea(cases.map((item) => ({ ...item, score: 0 })))).toBeCloseTo(0, 12);
    expect(
      shareOfOracle(cases.map((item) => ({ ...item, score: Number(item.smallerRight) - Number(item.largerRight) }))),
    ).toBe(1);
  });

  it.each([
    { name: "both are right or wrong together", cases: [one(0.1, true, true), one(0.2, false, false)] },
    {
      name: "the larger is always the better",
      cases: [one(0.1, false, true), one(0.2, false, true), one(0.3, false, true)],
    },
  ])("has no share of the oracle where nobody could gain: $name", ({ cases }) => {
    const summary = deferralSummary(cases);

    expect(summary?.oracleArea).toBeCloseTo(0, 12);
    expect(summary).not.toHaveProperty("shareOfOracle");
  });

  it("agrees with the area of the four by hand", () => {
    // Over the line at the points: 0, 3/16, 6/16, 1/16, 0; their sum over 4.
    expect(deferralArea(four)).toBeCloseTo(10 / 16 / 4, 12);
    expect(deferralArea([])).toBeUndefined();
  });
});

describe("reading a curve", () => {
  const curve = deferralCurve(priced);

  it.each([
    { share: 0, quality: 0.5 },
    { share: 0.125, quality: 0.625 },
    { share: 0.5, quality: 1 },
    { share: 1, quality: 0.75 },
    { share: 1.1, quality: undefined },
  ])("the quality at $share is $quality", ({ share, quality }) => {
    expect(qualityAtShare(curve, share)).toBe(quality);
  });

  it("the larger model's quality is reached at a quarter", () => {
    expect([shareToReach(curve, 0.75), shareToReach(curve, 1.01)]).toEqual([0.25, undefined]);
  });

  it.each([
    { cost: 0.5, quality: undefined },
    { cost: 2, quality: 0.75 },
    { cost: 9, quality: 1 },
  ])("the best for $cost is $quality", ({ cost, quality }) => {
    expect(bestQualityWithin(curve, cost)).toBe(quality);
  });
});

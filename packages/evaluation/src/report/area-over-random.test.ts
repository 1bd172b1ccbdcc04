import { deferralArea, seededRandom } from "@compute-proxy/calibration";
import { describe, expect, it } from "@jest/globals";
import { areaOverRandom } from "./area-over-random.js";
import { bothArea, bothCurve } from "./both-curve.js";

const random = seededRandom(5);
const drawn = (count: number, scores: number) =>
  Array.from({ length: count }, () => ({
    score: random.below(scores),
    prior: random.uniform(),
    smallerRight: random.uniform() < 0.4,
    largerRight: random.uniform() < 0.6,
  }));

describe("areaOverRandom", () => {
  it.each([
    { count: 1, scores: 1 },
    { count: 40, scores: 3 },
    { count: 40, scores: 1 },
    { count: 120, scores: 1_000_000 },
  ])("is deferralArea, ties included: $count cases with $scores scores", ({ count, scores }) => {
    const cases = drawn(count, scores);

    expect(areaOverRandom(cases)).toBeCloseTo(deferralArea(cases) ?? Number.NaN, 12);
  });

  it("is not there without cases", () => {
    expect(areaOverRandom([])).toBeUndefined();
  });
});

describe("bothArea", () => {
  it("is the area of bothCurve", () => {
    const cases = drawn(30, 1_000_000);
    const curve = bothCurve(
      cases,
      cases.map(({ prior }) => prior),
    );
    const [first, last] = [curve[0]?.quality ?? 0, curve.at(-1)?.quality ?? 0];
    const over = curve.map(({ share, quality }) => quality - first - share * (last - first));

    expect(bothArea(cases)).toBeCloseTo(over.reduce((sum, value) => sum + value, 0) / 30, 12);
  });
});

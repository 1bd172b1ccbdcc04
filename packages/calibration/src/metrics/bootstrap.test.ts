import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "../random/seeded-random.js";
import { auroc } from "./auroc.js";
import { bootstrap } from "./bootstrap.js";
import { wilson } from "./wilson.js";

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
const coins = (count: number, seed: number, chance: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => (random.uniform() < chance ? 1 : 0));
};

describe("bootstrap", () => {
  it("agrees with the closed form for a share", () => {
    const sample = coins(200, 1, 0.7);

    const interval = bootstrap(sample, mean, { seed: 1, resamples: 2000 });

    const closed = wilson(sample.filter(Boolean).length, 200) ?? { low: 0, high: 0 };
    expect(interval?.estimate).toBe(mean(sample));
    expect(interval?.n).toBe(200);
    expect(Math.abs((interval?.low ?? 0) - closed.low)).toBeLessThan(0.015);
    expect(Math.abs((interval?.high ?? 0) - closed.high)).toBeLessThan(0.015);
  });

  it("covers the truth about as often as it says", () => {
    const covered = Array.from({ length: 100 }, (_, seed) =>
      bootstrap(coins(60, seed + 1, 0.6), mean, { seed, resamples: 150 }),
    );

    const hits = covered.filter((interval) => interval && interval.low <= 0.6 && interval.high >= 0.6).length;
    // 95 of 100; three standard deviations are 7, and percentile intervals are a little short.
    expect(hits).toBeGreaterThanOrEqual(86);
  });

  it("is the same for the same seed", () => {
    const sample = Array.from({ length: 50 }, seededRandom(2).uniform);

    expect(bootstrap(sample, mean, { seed: 9 })).toEqual(bootstrap(sample, mean, { seed: 9 }));
    expect(bootstrap(sample, mean, { seed: 9 })).not.toEqual(bootstrap(sample, mean, { seed: 10 }));
  });

  it("keeps the size of each stratum, so that a rare class never vanishes", () => {
    const sample = [{ score: 1, good: true }, ...[0, 2, 0, 0].map((score) => ({ score, good: false }))];
    const seen = new Set<number>();
    const statistic = (drawn: readonly { score: number; good: boolean }[]): number | undefined => {
      seen.add(drawn.filter(({ good }) => good).length);
      return auroc(drawn);
    };

    const stratified = bootstrap(sample, statistic, { seed: 1, resamples: 200, stratum: ({ good }) => good });

    expect(stratified?.estimate).toBe(0.75);
    expect([...seen]).toEqual([1]);
    expect(bootstrap(sample, auroc, { seed: 1, resamples: 200 })).toBeUndefined();
  });

  it("sees a difference on paired items that the two intervals alone do not show", () => {
    const random = seededRandom(5);
    const pairs = Array.from({ length: 100 }, () => {
      const easy = random.uniform() * 10;
      return { first: easy + 0.5 + 0.5 * random.uniform(), second: easy + 0.5 * random.uniform() };
    });

    const lead = bootstrap(pairs, (sample) => mean(sample.map(({ first, second }) => first - second)), { seed: 1 });
    const first = bootstrap(pairs, (sample) => mean(sample.map((pair) => pair.first)), { seed: 1 });
    const second = bootstrap(pairs, (sample) => mean(sample.map((pair) => pair.second)), { seed: 1 });

    expect(lead?.low).toBeGreaterThan(0);
    expect(first?.low).toBeLessThan(second?.high ?? 0);
  });

  it("has no interval of nothing", () => {
    expect(bootstrap([], mean, { seed: 1 })).toBeUndefined();
  });
});

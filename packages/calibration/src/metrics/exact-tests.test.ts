import { describe, expect, it } from "@jest/globals";
import { clopperPearsonUpper, labelsNeeded, staysWithin } from "./clopper-pearson.js";
import { betaQuantile, incompleteBeta } from "./incomplete-beta.js";
import { logGamma } from "./log-gamma.js";
import { mcnemarExact } from "./mcnemar.js";
import { wilson } from "./wilson.js";

/** n choose k by Pascal's rule, exact for these sizes. */
function choose(n: number, k: number): number {
  let row = [1];
  for (let size = 0; size < n; size++) row = [...row, 0].map((value, index) => value + (row[index - 1] ?? 0));
  return row[k] ?? 0;
}

/** P(at most k of n) by adding up. */
function binomialTail(k: number, n: number, p: number): number {
  let sum = 0;
  for (let hits = 0; hits <= k; hits++) sum += choose(n, hits) * p ** hits * (1 - p) ** (n - hits);
  return sum;
}

describe("logGamma", () => {
  it.each([0.5, 1, 2, 5, 14.5, 15, 40, 170])("fits the factorials and the half: %d", (x) => {
    const exact = x % 1 === 0 ? factorialLog(x - 1) : halfLog(x);

    expect(logGamma(x)).toBeCloseTo(exact, 11);
  });

  function factorialLog(n: number): number {
    let sum = 0;
    for (let factor = 2; factor <= n; factor++) sum += Math.log(factor);
    return sum;
  }
  function halfLog(x: number): number {
    let sum = 0.5 * Math.log(Math.PI);
    for (let factor = 0.5; factor < x; factor++) sum += Math.log(factor);
    return sum;
  }
});

describe("incompleteBeta", () => {
  it("is the binomial tail", () => {
    for (const [k, n] of [
      [0, 1],
      [0, 10],
      [3, 10],
      [9, 10],
      [17, 40],
      [39, 40],
    ] as const) {
      for (const p of [0.001, 0.1, 0.37, 0.5, 0.8, 0.999]) {
        expect(incompleteBeta(1 - p, n - k, k + 1)).toBeCloseTo(binomialTail(k, n, p), 12);
      }
    }
  });

  it.each([
    { x: 0, value: 0 },
    { x: 1, value: 1 },
  ])("is $value at $x", ({ x, value }) => {
    expect(incompleteBeta(x, 3, 4)).toBe(value);
  });

  it("is undone by its quantile, for large arguments too", () => {
    for (const [a, b] of [
      [1, 1],
      [0.5, 0.5],
      [3, 200],
      [5000, 5000],
    ] as const) {
      for (const share of [0.01, 0.5, 0.9])
        expect(incompleteBeta(betaQuantile(share, a, b), a, b)).toBeCloseTo(share, 10);
    }
  });
});

describe("clopperPearsonUpper", () => {
  it.each([
    { n: 22, alpha: 0.1, delta: 0.1 },
    { n: 45, alpha: 0.05, delta: 0.1 },
    { n: 59, alpha: 0.05, delta: 0.05 },
  ])("needs $n labels without a failure for $alpha at $delta", ({ n, alpha, delta }) => {
    expect(clopperPearsonUpper(0, n, delta)).toBeLessThanOrEqual(alpha);
    expect(clopperPearsonUpper(0, n - 1, delta)).toBeGreaterThan(alpha);
    expect(labelsNeeded(alpha, delta)).toBe(n);
  });

  it("is the rate at which so few failures have the chance delta", () => {
    for (const [failures, n, delta] of [
      [1, 10, 0.1],
      [5, 40, 0.05],
      [30, 45, 0.2],
    ] as const) {
      expect(binomialTail(failures, n, clopperPearsonUpper(failures, n, delta))).toBeCloseTo(delta, 10);
    }
  });

  it.each([
    { failures: 5, n: 100, upper: 0.091 },
    { failures: 10, n: 200, upper: 0.076 },
    { failures: 25, n: 500, upper: 0.065 },
  ])("is $upper for $failures of $n at 0.1", ({ failures, n, upper }) => {
    expect(clopperPearsonUpper(failures, n, 0.1)).toBeCloseTo(upper, 3);
  });

  it("is 1 where nothing or only failures were seen", () => {
    expect([clopperPearsonUpper(0, 0, 0.1), clopperPearsonUpper(3, 3, 0.1)]).toEqual([1, 1]);
  });
});

describe("staysWithin", () => {
  it("says the same as the bound", () => {
    for (const n of [1, 10, 45, 200]) {
      for (let failures = 0; failures <= n; failures += 3) {
        expect(staysWithin(failures, n, 0.1, 0.05)).toBe(clopperPearsonUpper(failures, n, 0.05) <= 0.1);
      }
    }
  });
});

describe("mcnemarExact", () => {
  it.each([
    { onlyFirst: 11, onlySecond: 3 },
    { onlyFirst: 3, onlySecond: 12 },
    { onlyFirst: 32, onlySecond: 4 },
    { onlyFirst: 1, onlySecond: 0 },
  ])("is twice the smaller tail of a fair coin: $onlyFirst to $onlySecond", ({ onlyFirst, onlySecond }) => {
    const tail = binomialTail(Math.min(onlyFirst, onlySecond), onlyFirst + onlySecond, 0.5);

    expect(mcnemarExact(onlyFirst, onlySecond)).toBeCloseTo(Math.min(1, 2 * tail), 12);
  });

  it("is 1 where nothing differs or both differ alike", () => {
    expect([mcnemarExact(0, 0), mcnemarExact(4, 4)]).toEqual([1, 1]);
  });
});

describe("wilson", () => {
  it.each([
    { successes: 12, n: 60, low: 0.118, high: 0.318 },
    { successes: 40, n: 60, low: 0.541, high: 0.773 },
    { successes: 0, n: 10, low: 0, high: 0.278 },
    { successes: 10, n: 10, low: 0.722, high: 1 },
  ])("of $successes of $n", ({ successes, n, low, high }) => {
    const interval = wilson(successes, n);

    expect(interval?.low).toBeCloseTo(low, 3);
    expect(interval?.high).toBeCloseTo(high, 3);
  });

  it("has no interval of nothing", () => {
    expect(wilson(0, 0)).toBeUndefined();
  });
});

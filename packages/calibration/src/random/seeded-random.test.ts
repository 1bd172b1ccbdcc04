import { describe, expect, it } from "@jest/globals";
import { seededRandom, xoshiro128 } from "./seeded-random.js";
import { shuffled } from "./shuffled.js";

describe("seededRandom", () => {
  it("is the published generator", () => {
    const next = xoshiro128(1, 2, 3, 4);

    // Of the reference implementation, xoshiro128starstar.c 1.1, from the state {1, 2, 3, 4}.
    expect(Array.from({ length: 6 }, next)).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492]);
  });

  it("gives the same numbers for the same seed and others for another", () => {
    const draw = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed).uniform);

    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it("spreads whole numbers evenly", () => {
    const random = seededRandom(1);
    const counts = [0, 0, 0, 0, 0];

    for (let draw = 0; draw < 10_000; draw++) {
      const drawn = random.below(5);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }

    // Five standard deviations of a binomial(10000, 1/5) are 200.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});

describe("shuffled", () => {
  it("keeps every item, in every order about as often", () => {
    const random = seededRandom(3);
    const orders = Map.groupBy(
      Array.from({ length: 6000 }, () => shuffled(["a", "b", "c"], random).join("")),
      (order) => order,
    );

    expect([...orders.keys()].toSorted()).toEqual(["abc", "acb", "bac", "bca", "cab", "cba"]);
    for (const drawn of orders.values()) expect(Math.abs(drawn.length - 1000)).toBeLessThan(150);
  });
});

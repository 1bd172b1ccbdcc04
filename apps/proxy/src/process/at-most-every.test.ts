import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { atMostEvery } from "./at-most-every.js";

describe("atMostEvery", () => {
  it("tells of the first at once, and of the rest of a flood with the first one after the pause", async () => {
    const clock = new FakeClock();
    const told: number[] = [];
    const note = atMostEvery(1000, clock, (count) => told.push(count));

    for (let index = 0; index < 5; index += 1) note();
    expect(told).toEqual([1]);
    await clock.advance(999);
    note();
    expect(told).toEqual([1]);
    await clock.advance(1);
    note();

    expect(told).toEqual([1, 6]);
  });
});

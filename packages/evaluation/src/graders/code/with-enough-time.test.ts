import { describe, expect, it } from "@jest/globals";
import { withEnoughTime } from "./with-enough-time.js";

describe("code that is run with enough time", () => {
  it.each([
    { what: "is done", kinds: [["returned", "returned"]], limits: [2000], ends: ["returned", "returned"] },
    { what: "had its time", kinds: [["returned", "timed-out"]], limits: [2000], ends: ["returned", "timed-out"] },
    {
      what: "was starved twice",
      kinds: [["starved"], ["starved"], ["returned"]],
      limits: [2000, 4000, 8000],
      ends: ["returned"],
    },
    {
      what: "is starved for good",
      kinds: [["starved"], ["starved"], ["starved"], ["starved"]],
      limits: [2000, 4000, 8000, 16_000],
      ends: ["starved"],
    },
  ])("ends with the first limit that was a fair one: it $what", async ({ kinds, limits, ends }) => {
    const asked: number[] = [];

    const outcomes = await withEnoughTime((timeLimitMs) => {
      asked.push(timeLimitMs);
      return Promise.resolve((kinds[asked.length - 1] ?? []).map((kind) => ({ kind })));
    });

    expect([asked, outcomes.map(({ kind }) => kind)]).toEqual([limits, ends]);
  });
});

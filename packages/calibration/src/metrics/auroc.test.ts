import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { auroc } from "./auroc.js";

describe("auroc", () => {
  it("is the share of pairs that stand in the right order, by counting them all", () => {
    const scored = fc.record({ score: fc.integer({ min: 0, max: 5 }), good: fc.boolean() });

    fc.assert(
      fc.property(fc.array(scored, { maxLength: 30 }), (sample) => {
        const bad = sample.filter(({ good }) => !good);
        const pairs = sample.filter(({ good }) => good).flatMap((one) => bad.map((other) => one.score - other.score));
        const right = pairs.reduce((sum, lead) => sum + (lead > 0 ? 1 : lead === 0 ? 0.5 : 0), 0);

        const area = auroc(sample);
        expect(area === undefined).toBe(pairs.length === 0);
        expect(area ?? 0).toBeCloseTo(right / Math.max(1, pairs.length), 12);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

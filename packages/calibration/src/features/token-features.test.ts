import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { tokenFeatureNames, tokenFeatures, tokenFeatureStream } from "./token-features.js";
import type { TokenLogprob } from "./token-logprob.js";

const words = (...logprobs: number[]): TokenLogprob[] =>
  logprobs.map((logprob, index) => ({ token: `w${index}`, logprob }));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("tokenFeatures", () => {
  it("describes an answer of ten tokens", () => {
    const features = tokenFeatures(words(-1, 0, -2, 0, 0, 0, -3, 0, 0, -4));

    expect(Object.keys(features)).toEqual([...tokenFeatureNames]);
    expect(features).toEqual({
      tokens: 10,
      log_tokens: Math.log(10),
      mean_logprob: -1,
      min_logprob: -4,
      q05_logprob: expect.closeTo(-3.55, 12),
      q10_logprob: expect.closeTo(-3.1, 12),
      q20_logprob: expect.closeTo(-2.2, 12),
      q50_logprob: 0,
      under_half_share: 0.4,
      lowest_window_logprob: -9 / 8,
      first_window_logprob: -6 / 8,
    });
  });

  it("takes the mean for both windows of a short answer", () => {
    expect(tokenFeatures(words(-1, -2))).toMatchObject({
      tokens: 2,
      lowest_window_logprob: -1.5,
      first_window_logprob: -1.5,
      q50_logprob: -1.5,
    });
  });

  it.each([
    { name: "white space and markup", extra: { token: "\n**", logprob: -9 } },
    { name: "a logprob that is no number", extra: { token: "x", logprob: Number.NaN } },
  ])("does not count $name", ({ extra }) => {
    expect(tokenFeatures([extra, ...words(-1, -2), extra])).toEqual(tokenFeatures(words(-1, -2)));
  });

  it.each([
    { name: "a sentinel as -20", logprob: -9999, counted: -20 },
    { name: "an impossible token as -20", logprob: Number.NEGATIVE_INFINITY, counted: -20 },
    { name: "a probability over 1 as 1", logprob: 1e-6, counted: 0 },
  ])("counts $name", ({ logprob, counted }) => {
    expect(tokenFeatures(words(logprob))).toMatchObject({ min_logprob: counted, mean_logprob: counted });
  });

  it.each([{ tokens: [] }, { tokens: [{ token: " \n", logprob: -1 }] }])(
    "has no feature at all where no token counts: $tokens",
    ({ tokens }) => {
      expect(tokenFeatures(tokens)).toEqual({});
    },
  );
});

describe("tokenFeatureStream", () => {
  it("equals the definitions, worked out anew for every part of the answer", () => {
    const token = fc.record({
      token: fc.constantFrom("a", "b", "\n", "**"),
      logprob: fc.double({ min: -25, max: 0, noNaN: true }),
    });

    fc.assert(
      fc.property(fc.array(token, { maxLength: 40 }), (tokens) => {
        const stream = tokenFeatureStream();
        for (const [index, next] of tokens.entries()) {
          stream.add(next);
          expectSame(stream.features(), slowly(tokens.slice(0, index + 1)));
        }
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  function expectSame(actual: Readonly<Record<string, number>>, expected: Readonly<Record<string, number>>): void {
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    for (const [name, value] of Object.entries(expected)) expect(actual[name]).toBeCloseTo(value, 9);
  }

  /** Every feature from its definition, without the shared code. */
  function slowly(tokens: readonly TokenLogprob[]): Readonly<Record<string, number>> {
    const counted = tokens
      .filter(({ token }) => token === "a" || token === "b")
      .map(({ logprob }) => Math.max(-20, logprob));
    if (counted.length === 0) return {};
    const windows = counted.slice(7).map((_, start) => mean(counted.slice(start, start + 8)));
    const q = (share: number): number => {
      const sorted = counted.toSorted((a, b) => a - b);
      const place = share * (sorted.length - 1);
      const [low = 0, high = low] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
      return low * (1 - (place % 1)) + high * (place % 1);
    };
    return {
      tokens: counted.length,
      log_tokens: Math.log(counted.length),
      mean_logprob: mean(counted),
      min_logprob: Math.min(...counted),
      q05_logprob: q(0.05),
      q10_logprob: q(0.1),
      q20_logprob: q(0.2),
      q50_logprob: q(0.5),
      under_half_share: mean(counted.map((logprob) => (Math.exp(logprob) < 0.5 ? 1 : 0))),
      lowest_window_logprob: windows.length > 0 ? Math.min(...windows) : mean(counted),
      first_window_logprob: mean(counted.slice(0, 8)),
    };
  }
});

import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { drawAnswers } from "../testing/known-law.js";
import type { TokenLogprob } from "../features/token-logprob.js";
import { watchDraft, weakestPassage } from "./draft-watch.js";
import { earlyExitReport } from "./early-exit-report.js";
import { fitEarlyExit } from "./fit-early-exit.js";

const words = (...logprobs: number[]): TokenLogprob[] => logprobs.map((logprob) => ({ token: "w", logprob }));
const level = (logprob: number, count: number): TokenLogprob[] =>
  Array.from({ length: count }, () => ({ token: "w", logprob }));
/** The number of tokens after which a draft is aborted; undefined when it is not. */
function abortedAfter(tokens: readonly TokenLogprob[], theta: number): number | undefined {
  const watch = watchDraft(theta);
  const place = tokens.findIndex((token) => watch(token).kind === "abort");
  return place === -1 ? undefined : place + 1;
}

describe("watchDraft", () => {
  it.each([
    { name: "the ninth token of a weak draft", tokens: level(-2, 20), after: 9 },
    { name: "no token of a draft of eight", tokens: level(-2, 8), after: undefined },
    { name: "no token of a draft at theta", tokens: level(-1, 20), after: undefined },
    { name: "the second weak window", tokens: [...level(0, 8), ...level(-2, 8)], after: 14 },
    { name: "no token when one window alone is weak", tokens: words(0, 0, 0, 0, 0, 0, 0, -9, 0, 0, 0), after: 9 },
  ])("aborts after $name", ({ tokens, after }) => {
    expect(abortedAfter(tokens, -1)).toBe(after);
  });

  it("says why", () => {
    const watch = watchDraft(-1);

    const decisions = level(-2, 9).map((token) => watch(token));

    expect(decisions.at(-1)).toEqual({ kind: "abort", because: "weak-window", windowMean: -2, theta: -1 });
  });

  it("does not count white space and markup", () => {
    const spaced = level(-2, 9).flatMap((token) => [{ token: "\n", logprob: 0 }, token]);

    expect(abortedAfter(spaced, -1)).toBe(18);
  });

  it("aborts exactly the drafts whose weakest passage is under theta", () => {
    const logprob = fc.double({ min: -4, max: 0, noNaN: true });
    fc.assert(
      fc.property(fc.array(logprob, { maxLength: 30 }), logprob, (logprobs, theta) => {
        const weakest = weakestPassage(words(...logprobs));

        expect(abortedAfter(words(...logprobs), theta) !== undefined).toBe(weakest !== undefined && weakest < theta);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe("fitEarlyExit", () => {
  const drafts = Array.from({ length: 100 }, (_, index) => ({ tokens: level(-1 - index / 100, 20), good: true }));

  it("counts one more draft as killed, where a new one is to be killed with 3 % at most", () => {
    const rule = fitEarlyExit(drafts, { demand: "expected" });

    expect(rule).toMatchObject({ kind: "abort-under", good: 100, killed: 2 });
    expect(rule.kind === "abort-under" && rule.theta).toBeCloseTo(-1.97, 12);
  });

  it("kills none of 100 where the upper bound counts, and says how far that reaches", () => {
    const rule = fitEarlyExit(drafts);

    expect(rule).toMatchObject({ kind: "abort-under", good: 100, killed: 0 });
    expect(rule.kind === "abort-under" && rule.killedUpper).toBeCloseTo(1 - 0.1 ** (1 / 100), 12);
  });

  it.each([
    { limit: {}, count: 75, needed: 76 },
    { limit: { demand: "expected" as const }, count: 32, needed: 33 },
  ])("never aborts with too few good drafts: $count", ({ limit, count, needed }) => {
    expect(fitEarlyExit(drafts.slice(0, count), limit)).toEqual({
      kind: "never",
      because: "too-few-good-drafts",
      good: count,
      needed,
    });
  });

  it("keeps equal drafts together", () => {
    const equal = drafts.map(({ good }) => ({ tokens: level(-1, 20), good }));

    expect(fitEarlyExit(equal, { demand: "expected" })).toMatchObject({ theta: -1, killed: 0 });
  });

  it("is not moved by bad drafts", () => {
    const bad = Array.from({ length: 50 }, () => ({ tokens: level(-3, 20), good: false }));

    expect(fitEarlyExit([...drafts, ...bad])).toEqual(fitEarlyExit(drafts));
  });

  it("kills at most 3 % of new good drafts in nine of ten fits to a known law", () => {
    const world = drawAnswers(1000, 999);

    const broken = Array.from({ length: 20 }, (_, seed) => fitEarlyExit(drawAnswers(200, seed + 1)))
      .flatMap((rule) => (rule.kind === "abort-under" ? [earlyExitReport(world, rule.theta)] : []))
      .filter(({ good, goodKilled }) => goodKilled > 0.03 * good);

    // Two of twenty are expected at most; four more are three standard deviations.
    expect(broken.length).toBeLessThanOrEqual(6);
  });
});

describe("earlyExitReport", () => {
  it("counts what would not have been written", () => {
    const report = earlyExitReport(
      [
        { tokens: level(-2, 20), good: false },
        { tokens: level(0, 10), good: true },
        { tokens: [...level(-2, 9)], good: true },
      ],
      -1,
    );

    expect(report).toEqual({
      drafts: 3,
      tokens: 39,
      tokensSaved: 11,
      good: 2,
      goodKilled: 1,
      goodKilledShare: { low: expect.closeTo(0.0945, 3), high: expect.closeTo(0.9055, 3) },
      bad: 1,
      badKilled: 1,
    });
  });

  it("has no share of good drafts without good drafts", () => {
    expect(earlyExitReport([{ tokens: level(-2, 20), good: false }], -1)).not.toHaveProperty("goodKilledShare");
  });
});

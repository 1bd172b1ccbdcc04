import { describe, expect, it } from "@jest/globals";
import { type ClockLimits, type AttemptProgress, readClocks } from "./clocks.js";
import { noteTokens, type TokenArrival } from "./token-rate.js";

const none: ClockLimits = { ttftMs: undefined, stallMs: undefined, totalMs: undefined, minTokensPerS: undefined };
const dispatched: AttemptProgress = {
  dispatchedAt: 1000,
  firstTokenAt: undefined,
  lastTokenAt: undefined,
  arrivals: [],
};
/** One token every `everyMs` from 2000 on. */
const steady = (count: number, everyMs: number): AttemptProgress => {
  const arrivals = Array.from({ length: count }, (_, index) => ({ at: 2000 + index * everyMs, tokens: 1 })).reduce<
    readonly TokenArrival[]
  >((kept, arrival) => noteTokens(kept, arrival), []);
  return { dispatchedAt: 1000, firstTokenAt: 2000, lastTokenAt: arrivals.at(-1)?.at, arrivals };
};

describe("readClocks", () => {
  it.each<{ name: string; progress?: AttemptProgress; limits: Partial<ClockLimits>; now: number; reads: string }>([
    { name: "runs no clock without a limit", limits: {}, now: 9e9, reads: "- / -" },
    { name: "counts the first token from dispatch", limits: { ttftMs: 500 }, now: 1499, reads: "- / ttft 1500" },
    { name: "passes at the deadline itself", limits: { ttftMs: 500 }, now: 1500, reads: "ttft 1500 / -" },
    {
      name: "stops that clock with the first token",
      progress: steady(1, 100),
      limits: { ttftMs: 500 },
      now: 9000,
      reads: "- / -",
    },
    { name: "takes no stall before the first token", limits: { stallMs: 200 }, now: 9000, reads: "- / -" },
    {
      name: "counts a stall from the last token",
      progress: steady(3, 100),
      limits: { stallMs: 200 },
      now: 2300,
      reads: "- / stall 2400",
    },
    {
      name: "counts the total from dispatch, whatever comes",
      progress: steady(3, 100),
      limits: { totalMs: 5000, stallMs: 200 },
      now: 2500,
      reads: "stall 2400 / total 6000",
    },
    {
      name: "names the clock that ran out first",
      progress: steady(3, 100),
      limits: { totalMs: 1300, stallMs: 200 },
      now: 9000,
      reads: "total 2300 / -",
    },
    {
      name: "does not judge a rate before grace and one window",
      progress: steady(1, 100),
      limits: { minTokensPerS: 5 },
      now: 8999,
      reads: "- / min-rate 9000",
    },
    {
      name: "passes when a window holds too few tokens",
      progress: steady(29, 250),
      limits: { minTokensPerS: 5 },
      now: 9000,
      reads: "min-rate 9000 / -",
    },
    {
      name: "goes on while the window holds enough, until its tokens grow old",
      progress: steady(71, 100),
      limits: { minTokensPerS: 5 },
      now: 9000,
      reads: "- / min-rate 11600",
    },
    {
      name: "gives a burst of the first tokens the same time",
      progress: steady(40, 10),
      limits: { minTokensPerS: 5 },
      now: 8000,
      reads: "- / min-rate 9000",
    },
    {
      name: "takes a minimum of zero for none",
      progress: steady(1, 100),
      limits: { minTokensPerS: 0 },
      now: 9000,
      reads: "- / -",
    },
    {
      name: "measures over the window that it is given",
      progress: steady(21, 100),
      limits: { minTokensPerS: 5, rateWindow: { windowMs: 1000, graceMs: 0 } },
      now: 4000,
      reads: "- / min-rate 4600",
    },
  ])("$name", ({ progress = dispatched, limits, now, reads }) => {
    const { passed, next } = readClocks(progress, { ...none, ...limits }, now);

    const text = [passed, next].map((deadline) => (deadline ? `${deadline.clock} ${deadline.at}` : "-"));
    expect(text.join(" / ")).toBe(reads);
  });

  it("sets off nothing by the total: no time is left for another backend", () => {
    expect(readClocks(dispatched, { ...none, totalMs: 1 }, 2000).passed?.trigger).toBeUndefined();
    expect(readClocks(dispatched, { ...none, ttftMs: 1 }, 2000).passed?.trigger).toBe("first-token-late");
  });
});

describe("noteTokens", () => {
  it("keeps one window", () => {
    expect(steady(1000, 100).arrivals).toHaveLength(50);
  });
});

import { describe, expect, it } from "@jest/globals";
import { decideLeaving, type LeavingSituation, mayCut } from "./decide-leaving.js";

const hot: LeavingSituation = {
  trigger: "device-hot",
  hasTarget: true,
  remainingMs: 5000,
  timeToCritical: { kind: "in", ms: 6000 },
};

describe("decideLeaving", () => {
  it.each<{ name: string; change: Partial<LeavingSituation>; decision: string }>([
    { name: "drains a rest that ends in time", change: {}, decision: "drain rest-is-short" },
    { name: "goes when it would not", change: { remainingMs: 6000 }, decision: "pre-warm-and-cut rest-is-long" },
    {
      name: "goes when the rest is not known",
      change: { remainingMs: undefined },
      decision: "pre-warm-and-cut rest-unknown",
    },
    {
      name: "goes when the trend is not known",
      change: { timeToCritical: { kind: "unknown" } },
      decision: "pre-warm-and-cut rest-unknown",
    },
    {
      name: "drains where it does not get hotter",
      change: { timeToCritical: { kind: "never" } },
      decision: "drain does-not-rise",
    },
    { name: "cuts at once when it is critical", change: { trigger: "device-critical" }, decision: "cut-now critical" },
    {
      name: "drains where there is nowhere to go",
      change: { trigger: "device-critical", hasTarget: false },
      decision: "drain no-target",
    },
  ])("$name", ({ change, decision }) => {
    const { kind, because } = decideLeaving({ ...hot, ...change });

    expect(`${kind} ${because}`).toBe(decision);
  });
});

describe("mayCut", () => {
  it.each([
    { delivered: "One. Two", waitedMs: 0, may: false },
    { delivered: "One. Two", waitedMs: 1999, may: false },
    { delivered: "One. Two", waitedMs: 2000, may: true },
    { delivered: "One. Two.", waitedMs: 0, may: true },
    { delivered: 'He said "no." ', waitedMs: 0, may: true },
    { delivered: "好。", waitedMs: 0, may: true },
    { delivered: "- item\n", waitedMs: 0, may: true },
    { delivered: "", waitedMs: 0, may: false },
  ])("behind $delivered after $waitedMs ms: $may", ({ delivered, waitedMs, may }) => {
    expect(mayCut(delivered, waitedMs)).toBe(may);
  });
});

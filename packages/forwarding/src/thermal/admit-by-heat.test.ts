import { describe, expect, it } from "@jest/globals";
import { admitByHeat } from "./admit-by-heat.js";
import type { DeviceFitness } from "./device-heat.js";
import { expectedMs } from "./expected-time.js";
import type { TimeToReach } from "./trend.js";

const fit: DeviceFitness = { kind: "fit" };
const soon: TimeToReach = { kind: "in", ms: 20_000 };

describe("admitByHeat", () => {
  it.each<{ name: string; fitness?: DeviceFitness; time?: TimeToReach; workMs: number | undefined; admission: string }>(
    [
      { name: "takes work that ends before the trip", workMs: 20_000, admission: "true cool-enough" },
      { name: "refuses work that would not", workMs: 20_001, admission: "false trips-too-soon" },
      {
        name: "takes any work while it does not warm up",
        time: { kind: "never" },
        workMs: 9e9,
        admission: "true cool-enough",
      },
      { name: "takes work of unknown length", workMs: undefined, admission: "true duration-unknown" },
      {
        name: "takes work without a trend",
        time: { kind: "unknown" },
        workMs: 9e9,
        admission: "true temperature-unknown",
      },
      {
        name: "takes work where nothing is known",
        fitness: { kind: "unknown", message: "" },
        workMs: 9e9,
        admission: "true temperature-unknown",
      },
      {
        name: "refuses an unfit device",
        fitness: { kind: "unfit", because: "fan-high", message: "" },
        time: { kind: "never" },
        workMs: 1,
        admission: "false fan-high",
      },
    ],
  )("$name", ({ fitness = fit, time = soon, workMs, admission }) => {
    const { admitted, because } = admitByHeat(fitness, time, workMs);

    expect(`${admitted} ${because}`).toBe(admission);
  });

  it("says how long each would take", () => {
    expect(admitByHeat(fit, soon, 31_250).message).toBe(
      "about 31.3 s of work, and about 20.0 s until the device is too hot",
    );
  });
});

describe("expectedMs", () => {
  it.each([
    { name: "adds reading and writing", work: [1000, 100, 500, 20], ms: 7000 },
    { name: "needs no rate for nothing", work: [0, 100, undefined, 20], ms: 5000 },
    { name: "is not known without a rate", work: [1000, 100, 500, undefined], ms: undefined },
    { name: "is not known by a rate of zero", work: [1000, 100, 0, 20], ms: undefined },
  ])("$name", ({ work: [promptTokens = 0, outputTokens = 0, prefillTokensPerS, decodeTokensPerS], ms }) => {
    expect(expectedMs({ promptTokens, outputTokens, prefillTokensPerS, decodeTokensPerS })).toBe(ms);
  });
});

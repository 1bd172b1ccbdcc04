import { Backend } from "@compute-proxy/api";
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { celsius } from "@compute-proxy/core";
import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { createWarmth, heatLaw, temperatureAfter } from "./heat.js";
import { createSimulatedAdapter } from "./simulated-adapter.js";

const law = heatLaw(Backend.fromPartial({ id: "gpu" }));

describe("heatLaw", () => {
  it("is 45 C at rest, 93 C under load and 45 s unless the definition says otherwise", () => {
    expect(law).toEqual({ idle: 45, load: 93, timeConstantMs: 45_000 });
    expect(heatLaw(Backend.fromPartial({ simulatedHeat: { loadCelsius: 60 } }))).toEqual({ ...law, load: 60 });
  });

  it.each([0, -1, NaN])("refuses a time constant of %d s", (timeConstantSeconds) => {
    const definition = Backend.fromPartial({ id: "gpu", simulatedHeat: { timeConstantSeconds } });

    expect(() => heatLaw(definition)).toThrow(`time_constant_seconds is ${timeConstantSeconds} and must be over 0`);
  });
});

describe("temperatureAfter", () => {
  it.each([
    { name: "stays at rest", from: 45, isWorking: false, ms: 60_000, is: 45 },
    { name: "covers 63 % of the way up in one time constant", from: 45, isWorking: true, ms: 45_000, is: 75.342 },
    { name: "covers 63 % of the way down in one time constant", from: 93, isWorking: false, ms: 45_000, is: 62.658 },
    { name: "ends at the load's temperature", from: 45, isWorking: true, ms: 1e9, is: 93 },
    { name: "comes down to it from above", from: 120, isWorking: true, ms: 1e9, is: 93 },
  ])("$name", ({ from, isWorking, ms, is }) => {
    expect(temperatureAfter(law, from, isWorking, ms)).toBeCloseTo(is, 3);
  });

  it("is the same in one step as in many", () => {
    let celsiusNow = 50;
    for (let step = 0; step < 1000; step += 1) celsiusNow = temperatureAfter(law, celsiusNow, true, 37);

    expect(celsiusNow).toBeCloseTo(temperatureAfter(law, 50, true, 37_000), 9);
  });
});

describe("the warmth of a device", () => {
  it("goes on from where work began and ended, however seldom it is asked", async () => {
    const clock = new FakeClock();
    const warmth = createWarmth(law, clock);

    await clock.advance(10_000);
    const work = warmth.work();
    await clock.advance(45_000);
    work[Symbol.dispose]();
    await clock.advance(45_000);

    const peak = temperatureAfter(law, 45, true, 45_000);
    expect(warmth.temperature()).toBeCloseTo(temperatureAfter(law, peak, false, 45_000), 0);
  });
});

describe("a simulated backend", () => {
  const definition = Backend.fromPartial({
    id: "gpu",
    hardware: "nvidia",
    characteristics: { avgLatencyMs: 20_000, maxTokensPerSecond: 1 },
    models: { preferred: ["llama3:70b"] },
  });
  const request = GenerateRequest.fromPartial({ model: "llama3:70b", prompt: "What is the capital of France?" });

  it("is warmer while it generates, and cools when the call is over, also by an abort", async () => {
    const clock = new FakeClock();
    const adapter = createSimulatedAdapter({ definition, clock });
    const seen = [adapter.temperature?.()];
    const caller = new AbortController();
    const stream = adapter.port.generate(request, { signal: caller.signal })[Symbol.asyncIterator]();

    const outcome = stream.next().catch((error: unknown) => error);
    await clock.advance(0);
    await clock.advance(10_000);
    seen.push(adapter.temperature?.());
    caller.abort();
    expect(await outcome).toMatchObject({ code: "cancelled" });
    await clock.advance(60_000);
    seen.push(adapter.temperature?.());

    expect(seen).toEqual([celsius(45), celsius(54.6), celsius(47.5)]);
  });

  it("is warmed by the call that has its turn, and by none that waits", async () => {
    const clock = new FakeClock();
    const warmth = createWarmth(law, clock);
    const adapter = createSimulatedAdapter({ definition, clock });
    const caller = new AbortController();
    const ends = [1, 2].map(async () => {
      for await (const _ of adapter.port.generate(request, { signal: caller.signal })) break;
    });
    const work = warmth.work();
    await clock.advance(0);
    await clock.advance(10_000);

    expect(adapter.temperature?.()).toBe(warmth.temperature());
    work[Symbol.dispose]();
    caller.abort();
    await Promise.allSettled(ends);
  });
});

import { Pipeline, PipelineInput } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import type { FakeClock } from "@compute-proxy/core/testing";
import { execute } from "./execute.js";
import {
  type ContinuingBackend,
  type ContinuingModel,
  continuesBy,
  continuingBackend,
} from "./testing/continuing-backend.js";
import { type SampledHeat, sampledHeat } from "./testing/sampled-heat.js";
import { collect, collectAsTimePasses, eventsOf, openCircuit, testContext } from "./testing/test-run.js";

const model: ContinuingModel = {
  tokens: Array.from({ length: 60 }, (_, index) => (index % 10 === 9 ? `w${index}. ` : `w${index} `)),
};
const whole = model.tokens.join("");
const question = { text: "Why?" };

type Events = Awaited<ReturnType<typeof collect>>;
type Reading = Parameters<SampledHeat["sample"]>[1];
const resultOf = (events: Events) => eventsOf(events, "runEnd")[0]?.stageResults[0];
const textOf = (events: Events): string =>
  eventsOf(events, "textDelta")
    .map(({ text }) => text)
    .join("");
const outcomes = (events: Events): readonly string[] =>
  eventsOf(events, "attemptEnd").map(({ attempt }) => `${attempt?.backend} ${attempt?.outcome} ${attempt?.reason}`);

interface Bench {
  readonly backends: readonly ContinuingBackend[];
  readonly heat: SampledHeat;
  readonly context: ReturnType<typeof testContext>;
  readonly pipeline: { id: string; stages: object[] };
}

interface BenchParts {
  readonly written?: ContinuingModel;
  readonly ids?: readonly string[];
  /** Ms before each token, where they are not 100. */
  readonly paces?: Readonly<Record<string, number>>;
}

/** Backends that write a token every 100 ms, and what the first one's sensors say at each of its tokens. */
function bench(
  policy: object,
  readings: readonly Reading[] = [],
  changes: object = {},
  { written = model, ids = ["a", "b"], paces = {} }: BenchParts = {},
): Bench {
  const time: { clock?: FakeClock } = {};
  const heat = sampledHeat({ now: () => time.clock?.now() ?? 0 });
  const backends = ids.map((id) =>
    continuingBackend({ id, limits: { maxConcurrent: 2 } }, written, () => ({
      async before(index, signal) {
        await time.clock?.sleep(paces[id] ?? 100, signal);
        const reading = readings[index];
        if (id === "a" && reading) heat.sample("a", reading);
      },
    })),
  );
  const context = testContext(backends, { heat, continuations: continuesBy("raw") });
  time.clock = context.clock;
  const stage = {
    id: "s",
    type: "text_generation",
    model: "m",
    generation: { temperature: 0 },
    forwardingPolicy: policy,
    ...changes,
  };
  return { backends, heat, context, pipeline: { id: "p", stages: [stage] } };
}

/** All events of a run whose reader takes so long over each. */
async function readAsTimePasses(
  pipeline: Bench["pipeline"],
  context: Bench["context"],
  readerMs: number,
): Promise<Events> {
  const progress = { over: false };
  const read = async (): Promise<Events> => {
    const events = [];
    for await (const event of execute(Pipeline.fromPartial(pipeline), PipelineInput.fromPartial(question), context)) {
      events.push(event);
      if (readerMs > 0) await context.clock.sleep(readerMs);
    }
    return events;
  };
  const reading = read().finally(() => (progress.over = true));
  while (!progress.over) await context.clock.advance(10);
  return reading;
}

/** The first device becomes warmer, so that it would be too hot in so many ms. */
async function warmUp(heat: SampledHeat, clock: FakeClock, { tripsAfterMs }: { tripsAfterMs: number }): Promise<void> {
  const step = 9 / (tripsAfterMs / 1000);
  for (const celsius of [76 - 2 * step, 76 - step, 76]) {
    await clock.advance(1000);
    heat.sample("a", { celsius });
  }
}

const guarded = { enableThermalCheck: true };
const leaving = { enableThermalCheck: true, enableStreamingFailover: true };
const rising = (from: number, step: number, count: number): readonly Reading[] =>
  Array.from({ length: count }, (_, index) => ({ celsius: from + index * step }));

describe("a device that is too hot", () => {
  it.each([
    { name: "hot", policy: guarded, reading: { celsius: 86 }, reason: "device-hot" },
    { name: "critical", policy: guarded, reading: { celsius: 95 }, reason: "device-critical" },
    {
      name: "over its own limit",
      policy: { ...guarded, maxTemperature: 70 },
      reading: { celsius: 71 },
      reason: "device-hot",
    },
    {
      name: "loud",
      policy: { ...guarded, maxFanPercent: 80 },
      reading: { celsius: 50, fanPercent: 90 },
      reason: "fan-high",
    },
  ])("$name, is not entered, and the rule is named", async ({ policy, reading, reason }) => {
    const { heat, context, pipeline, backends } = bench(policy);
    heat.sample("a", reading);

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(eventsOf(events, "stageStart")[0]).toMatchObject({
      route: ["b"],
      excluded: [{ backend: "a", reason, message: expect.stringContaining("enable_thermal_check") }],
    });
    expect(backends[0]?.requests).toEqual([]);
  });

  it("is entered where the stage does not ask", async () => {
    const { heat, context, pipeline } = bench({});
    heat.sample("a", { celsius: 99 });

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(resultOf(events)?.backend).toBe("a");
  });

  it("everywhere, leaves nothing to run on: FAILED_PRECONDITION", async () => {
    const { heat, context, pipeline } = bench(guarded);
    heat.sample("a", { celsius: 86 });
    heat.sample("b", { celsius: 87 });

    const events = await collect(pipeline, question, context);

    expect(resultOf(events)?.error).toMatchObject({ code: "FAILED_PRECONDITION", reason: "excluded-by-rule" });
    expect(resultOf(events)?.error?.message).toContain("device-hot");
  });

  it("by the time that a call has its place, is left for the next, unharmed", async () => {
    const { heat, context, pipeline, backends } = bench(guarded);
    const places = await Promise.all(
      [1, 2].map(async () => context.registry.get("a")?.lane.enter("interactive", context.signal)),
    );
    const run = collectAsTimePasses(pipeline, question, context);
    await context.clock.sleep(50);
    heat.sample("a", { celsius: 86 });
    for (const place of places) place?.[Symbol.dispose]();

    const events = await run;

    expect(outcomes(events)).toEqual(["a left device-hot", "b accepted no-checks"]);
    expect(backends[0]?.requests).toEqual([]);
    expect(context.registry.get("a")?.circuits.list()).toEqual([]);
  });

  it("before an answer of the measured length would end, is not entered", async () => {
    const { heat, context, pipeline } = bench(guarded);
    await collectAsTimePasses(pipeline, question, context);
    await warmUp(heat, context.clock, { tripsAfterMs: 3000 });

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(eventsOf(events, "stageStart")[0]?.excluded).toMatchObject([{ backend: "a", reason: "trips-too-soon" }]);
  });

  it.each([
    { name: "a slow reader", policy: guarded, readerMs: 500 },
    { name: "an opinion on the answer", policy: { ...guarded, enableConfidenceCheck: true }, readerMs: 0 },
  ])("is entered where it had the time of an answer but for $name", async ({ policy, readerMs }) => {
    const { heat, context, pipeline } = bench(policy);
    await readAsTimePasses(pipeline, context, readerMs);
    const took = context.clock.now();
    await warmUp(heat, context.clock, { tripsAfterMs: 8000 });

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(took).toBeGreaterThan(10_000);
    expect(eventsOf(events, "stageStart")[0]).toMatchObject({ route: ["a", "b"], excluded: [] });
  });

  it("is measured by whole answers, and not by drafts that were aborted", async () => {
    const policy = {
      ...guarded,
      enableConfidenceCheck: true,
      minConfidence: 0.75,
      enableEarlyExit: true,
      escalationPath: ["a", "b"],
    };
    const { heat, context, pipeline } = bench(policy, [], {}, { written: { ...model, probability: 0.05 } });
    const calibration = { confidence: () => undefined, earlyExitTheta: () => -1, entry: () => undefined };
    const drafting = { ...context, calibration };
    await collectAsTimePasses(pipeline, question, context);
    for (let drafts = 0; drafts < 5; drafts += 1) await collectAsTimePasses(pipeline, question, drafting);
    await warmUp(heat, context.clock, { tripsAfterMs: 3000 });

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(eventsOf(events, "stageStart")[0]?.excluded).toMatchObject([{ backend: "a", reason: "trips-too-soon" }]);
  });
});

describe("an answer on a device that becomes too hot", () => {
  it("goes elsewhere at once when it is critical", async () => {
    const { heat, context, pipeline, backends } = bench(leaving, [{ celsius: 70 }, { celsius: 91 }]);

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(outcomes(events)).toEqual(["a left device-critical", "b accepted no-checks"]);
    expect(eventsOf(events, "forwarded")).toMatchObject([{ kind: "failover", reason: "device-critical" }]);
    expect(textOf(events)).toBe(whole);
    expect(backends[1]?.requests).toHaveLength(1);
    expect([heat.listeners, context.clock.sleeping, backends[0]?.open()]).toEqual([0, 0, 0]);
    expect(context.registry.get("a")?.circuits.list()).toEqual([]);
  });

  it("goes elsewhere at the end of a sentence, once the target has read it", async () => {
    const { heat, context, pipeline, backends } = bench(leaving, rising(84, 0.5, 12));

    const events = await collectAsTimePasses(pipeline, question, context);
    const [warmed, continued] = backends[1]?.requests ?? [];

    expect(outcomes(events)).toEqual(["a left device-hot", "b accepted no-checks"]);
    expect(warmed).toMatchObject({ raw: true, options: { maxTokens: 1 } });
    expect(continued?.prompt.endsWith(". ")).toBe(true);
    expect(continued?.prompt.startsWith(warmed?.prompt ?? "-")).toBe(true);
    expect(textOf(events)).toBe(whole);
    expect([heat.listeners, context.clock.sleeping]).toEqual([0, 0]);
    expect(context.registry.get("b")?.lane.status().running).toBe(0);
  });

  it.each([
    {
      name: "while it cools",
      readings: [...rising(83, 0.5, 5), ...rising(76, 0, 12)],
      policy: leaving,
      changes: {},
    },
    { name: "where the policy does not say so", readings: rising(84, 0.5, 12), policy: guarded, changes: {} },
    {
      name: "where heat is no trigger",
      readings: rising(84, 0.5, 12),
      policy: leaving,
      changes: { failover: { on: ["error"] } },
    },
    {
      name: "with failover off",
      readings: rising(84, 0.5, 12),
      policy: leaving,
      changes: { failover: { mode: "off" } },
    },
    {
      name: "when its rest is short",
      readings: rising(84.97, 0.01, 12),
      policy: leaving,
      changes: { generation: { temperature: 0, maxTokens: 14 } },
    },
  ])("ends there $name", async ({ readings, policy, changes }) => {
    const { context, pipeline, heat } = bench(policy, readings, changes);

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(outcomes(events)).toEqual(["a accepted no-checks"]);
    expect(heat.listeners).toBe(0);
  });

  it("ends there when its rest is short for the engine, however slow its reader is", async () => {
    const generation = { temperature: 0, maxTokens: 20 };
    const { context, pipeline } = bench(leaving, rising(84, 0.5, 12), { generation });

    const events = await readAsTimePasses(pipeline, context, 3000);

    expect(outcomes(events)).toEqual(["a accepted no-checks"]);
  });

  it.each([
    {
      name: "is too hot",
      refuse: ({ heat }: Bench) => heat.sample("b", { celsius: 88 }),
    },
    {
      name: "is called no more",
      refuse: ({ context }: Bench) => openCircuit(context.registry.get("b")?.circuits),
    },
  ])("goes to another target, made warm first, where the one that is being made warm $name", async ({ refuse }) => {
    const paces = { b: 2000 };
    const on = bench(leaving, rising(84, 0.5, 12), {}, { paces, ids: ["a", "b", "c"] });
    const { heat, context, pipeline, backends } = on;
    const run = collectAsTimePasses(pipeline, question, context);
    await context.clock.sleep(450);
    const [, b, c] = backends;
    const warming = [b?.open(), c?.open()];
    refuse(on);
    await context.clock.sleep(100);
    warming.push(b?.open(), c?.open());

    const events = await run;

    expect(warming).toEqual([1, 0, 0, 1]);
    expect(outcomes(events)).toEqual(["a left device-hot", "c accepted no-checks"]);
    expect([b, c].map((backend) => backend?.requests.map(({ options }) => options?.maxTokens === 1))).toEqual([
      [true],
      [true, false],
    ]);
    expect(textOf(events)).toBe(whole);
    expect([heat.listeners, context.clock.sleeping]).toEqual([0, 0]);
    expect(context.registry.backends.map(({ lane }) => lane.status().running)).toEqual([0, 0, 0]);
  });

  it("makes no target warm twice", async () => {
    const paces = { b: 2000, c: 2000 };
    const on = bench(leaving, rising(84, 0.5, 12), {}, { paces, ids: ["a", "b", "c"] });
    const { context, pipeline, backends } = on;
    const circuits = context.registry.get("b")?.circuits;
    const run = collectAsTimePasses(pipeline, question, context);
    await context.clock.sleep(450);
    openCircuit(circuits);
    await context.clock.sleep(100);
    circuits?.tell("m", { kind: "succeeded" });

    const events = await run;

    expect(outcomes(events)).toEqual(["a left device-hot", "b accepted no-checks"]);
    expect(backends.map(({ requests }) => requests.length)).toEqual([1, 2, 1]);
    expect(backends[1]?.requests[1]?.prompt.endsWith(". ")).toBe(true);
  });

  it("is whole, cut by length, where its last allowed token had come before the device was critical", async () => {
    const generation = { temperature: 0, maxTokens: 3 };
    const readings = [{ celsius: 70 }, { celsius: 70 }, { celsius: 70 }, { celsius: 91 }];
    const { context, pipeline, backends } = bench(leaving, readings, { generation });

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(outcomes(events)).toEqual(["a accepted no-checks"]);
    expect(textOf(events)).toBe(model.tokens.slice(0, 3).join(""));
    expect(resultOf(events)?.metadata?.finishReason).toBe("length");
    expect(backends[1]?.requests).toEqual([]);
  });

  it("stays when the only other device is too hot as well", async () => {
    const { heat, context, pipeline } = bench(leaving, rising(84, 0.5, 12));
    const run = collectAsTimePasses(pipeline, question, context);
    await context.clock.sleep(50);
    heat.sample("b", { celsius: 88 });

    expect(outcomes(await run)).toEqual(["a accepted no-checks"]);
  });
});

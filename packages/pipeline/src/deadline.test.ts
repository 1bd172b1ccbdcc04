import { Annotations, Pipeline, PipelineInput } from "@compute-proxy/api";
import { ProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import type { FakeClock } from "@compute-proxy/core/testing";
import { execute } from "./execute.js";
import {
  type CallScript,
  type ContinuingBackend,
  type ContinuingModel,
  continuesBy,
  continuingBackend,
} from "./testing/continuing-backend.js";
import { collect, collectAsTimePasses, eventsOf, testContext } from "./testing/test-run.js";

const model: ContinuingModel = { tokens: Array.from({ length: 40 }, (_, index) => `w${index} `) };
const whole = model.tokens.join("");
const question = { text: "Why?" };
const stage = { id: "s", type: "text_generation", model: "m", generation: { temperature: 0 } };

type Events = Awaited<ReturnType<typeof collect>>;
const resultOf = (events: Events) => eventsOf(events, "runEnd")[0]?.stageResults[0];
const textOf = (events: Events): string =>
  eventsOf(events, "textDelta")
    .map(({ text }) => text)
    .join("");
const outcomes = (events: Events): readonly string[] =>
  eventsOf(events, "attemptEnd").map(({ attempt }) => `${attempt?.backend} ${attempt?.outcome} ${attempt?.reason}`);

/** Waits so long before each piece, in ms. */
type Pace = (index: number) => number;

/** A stage over backends of that pace, the first one first. */
function paced(changes: object, paces: readonly Pace[]) {
  const time: { clock?: FakeClock } = {};
  const script = (pace: Pace) => (): CallScript => ({
    before: (index, signal) => time.clock?.sleep(pace(index), signal),
  });
  const backends: ContinuingBackend[] = paces.map((pace, index) =>
    continuingBackend({ id: ["a", "b", "c"][index] ?? "z" }, model, script(pace)),
  );
  const context = testContext(backends, { continuations: continuesBy("raw") });
  time.clock = context.clock;
  return { backends, context, pipeline: { id: "p", stages: [{ ...stage, ...changes }] } };
}

const quick: Pace = () => 10;
const silent: Pace = () => 60_000;
const stalling: Pace = (index) => (index === 3 ? 60_000 : 10);
const slow: Pace = () => 900;

describe("the clocks of a stage", () => {
  const rows = [
    {
      name: "first token",
      deadline: { ttftMs: 500 },
      pace: silent,
      left: "left first-token-late",
      code: "engine-timeout",
    },
    {
      name: "stall",
      deadline: { stallMs: 500 },
      pace: stalling,
      left: "failed engine-stalled",
      code: "engine-stalled",
    },
    { name: "minimum rate", deadline: { minTokensPerS: 2 }, pace: slow, left: "left rate-low", code: "engine-slow" },
  ];

  it.each(rows)("$name: takes the answer to a backend that keeps it", async ({ deadline, pace, left }) => {
    const { backends, context, pipeline } = paced({ deadline }, [pace, quick]);

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(outcomes(events)).toEqual([`a ${left}`, "b accepted no-checks"]);
    expect(textOf(events)).toBe(whole);
    expect(backends.map(({ open }) => open())).toEqual([0, 0]);
    expect(context.clock.sleeping).toBe(0);
  });

  it.each(rows)("$name: is an error where there is nowhere to go", async ({ deadline, pace, code }) => {
    const { backends, context, pipeline } = paced({ deadline }, [pace]);

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(outcomes(events)).toEqual([`a failed ${code}`]);
    expect(resultOf(events)?.error).toMatchObject({ reason: code, code: "UNAVAILABLE" });
    expect([backends[0]?.open(), context.clock.sleeping]).toEqual([0, 0]);
  });

  it.each([
    { deadline: { minTokensPerS: 2 }, pace: slow, failures: 0 },
    { deadline: { ttftMs: 500 }, pace: silent, failures: 0 },
    { deadline: { stallMs: 500 }, pace: stalling, failures: 1 },
  ])("speaks against a backend that stalled, and not against one that was left: $deadline", async (row) => {
    const { context, pipeline } = paced({ deadline: row.deadline }, [row.pace, quick]);

    await collectAsTimePasses(pipeline, question, context);

    const circuits = context.registry.get("a")?.circuits.list() ?? [];
    expect(circuits.reduce((sum, [, { failures }]) => sum + failures, 0)).toBe(row.failures);
  });

  it("lets a slow backend finish where its text can go on nowhere, and says why", async () => {
    const changes = { deadline: { minTokensPerS: 2 }, generation: { temperature: 1 } };
    const { context, pipeline } = paced(changes, [slow, quick]);

    const events = await collectAsTimePasses(pipeline, question, { ...context, continuations: undefined });

    expect(outcomes(events)).toEqual(["a accepted no-checks"]);
    expect(eventsOf(events, "attemptEnd")[0]?.attempt?.message).toContain("the backend is left to finish");
  });

  it("leave a text that is whole where it is, however late its final record comes", async () => {
    const changes = { deadline: { minTokensPerS: 2 }, generation: { temperature: 0, maxTokens: 3 } };
    const { context, pipeline, backends } = paced(changes, [stalling, quick]);

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(outcomes(events)).toEqual(["a accepted no-checks"]);
    expect(textOf(events)).toBe(model.tokens.slice(0, 3).join(""));
    expect(backends[1]?.requests).toEqual([]);
  });

  it("end the stage at its total time, over all its attempts, with what was said so far", async () => {
    const { context, pipeline } = paced({ deadline: { totalMs: 200, stallMs: 100 } }, [stalling, quick]);

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(resultOf(events)).toMatchObject({
      success: false,
      error: { reason: "stage-timeout", code: "DEADLINE_EXCEEDED" },
    });
    expect(textOf(events)).toBe(model.tokens.slice(0, 9).join(""));
    expect(context.clock.now()).toBeLessThanOrEqual(210);
  });

  it.each([
    { totalMs: 1300, success: false },
    { totalMs: 1500, success: true },
  ])("count a pause before a retry in the total: $totalMs ms", async ({ totalMs, success }) => {
    const busy = new ProxyError("engine-busy", "busy", { retryAfterMs: 1000 });
    const time: { clock?: FakeClock } = {};
    const backend = continuingBackend({ id: "a" }, model, (call) => ({
      before: (index, signal) => time.clock?.sleep(quick(index), signal),
      ...(call === 0 && { fails: { after: 0, error: busy } }),
    }));
    const context = testContext([backend]);
    time.clock = context.clock;

    const events = await collectAsTimePasses(
      { id: "p", stages: [{ ...stage, deadline: { totalMs } }] },
      question,
      context,
    );

    expect(outcomes(events)[0]).toBe("a failed engine-busy");
    expect(resultOf(events)?.success).toBe(success);
  });

  it("leave no time for a retry that would come after the total", async () => {
    const error = new ProxyError("engine-busy", "busy", { retryAfterMs: 5000 });
    const backend = continuingBackend({ id: "a" }, model, () => ({ fails: { after: 0, error } }));
    const context = testContext([backend]);

    const events = await collectAsTimePasses(
      { id: "p", stages: [{ ...stage, deadline: { totalMs: 1000 } }] },
      question,
      context,
    );

    expect(resultOf(events)?.error?.reason).toBe("engine-busy");
    expect(context.clock.now()).toBeLessThan(1000);
  });

  it("do not count the time in a queue", async () => {
    const { context, pipeline } = paced({ deadline: { ttftMs: 50, totalMs: 600 } }, [quick]);
    const place = await Promise.all(
      Array.from({ length: 4 }, async () => context.registry.get("a")?.lane.enter("interactive", context.signal)),
    );
    const run = collectAsTimePasses(pipeline, question, context);
    await context.clock.sleep(2000);
    for (const held of place) held?.[Symbol.dispose]();

    expect(textOf(await run)).toBe(whole);
  });

  it.each([
    { name: "of the only backend", paces: [quick] },
    { name: "of a backend that was lost before", paces: [stalling, quick] },
  ])("do not count the time of a slow reader: $name", async ({ paces }) => {
    const { context, pipeline } = paced({ deadline: { stallMs: 50, minTokensPerS: 5, totalMs: 600 } }, paces);
    const texts: string[] = [];
    const read = async (): Promise<void> => {
      const run = execute(Pipeline.fromPartial(pipeline), PipelineInput.fromPartial(question), context);
      for await (const { event } of run) {
        if (event?.$case === "textDelta") texts.push(event.value.text);
        await context.clock.sleep(500);
      }
    };
    const progress = { over: false };
    const reading = read().finally(() => (progress.over = true));
    while (!progress.over) await context.clock.advance(10);
    await reading;

    expect(texts.join("")).toBe(whole);
  });

  it.each([
    { name: "the policy's own", changes: {}, latency: 300, at: 300 },
    { name: "the smaller one", changes: { deadline: { ttftMs: 200 } }, latency: 300, at: 200 },
    { name: "the smaller one", changes: { deadline: { ttftMs: 400 } }, latency: 300, at: 300 },
  ])("take the latency check for a first token too: $name", async ({ changes, latency, at }) => {
    const forwardingPolicy = { enableLatencyCheck: true, maxLatencyMs: latency };
    const { context, pipeline } = paced({ ...changes, forwardingPolicy }, [silent, quick]);

    const events = await collectAsTimePasses(pipeline, question, context);

    expect(eventsOf(events, "forwarded")).toMatchObject([
      { kind: "failover", reason: "first-token-late", message: expect.stringContaining(`within ${at} ms`) },
    ]);
  });
});

describe("the time of a stage", () => {
  it("is limited by its own timeout_ms before the option", async () => {
    const { context, pipeline } = paced({ timeoutMs: 300 }, [silent]);

    const events = await collectAsTimePasses({ ...pipeline, options: { stageTimeoutMs: 100 } }, question, context);

    expect(resultOf(events)?.error?.message).toContain("its timeout_ms of 300 ms");
  });
});

describe("the option latency_critical", () => {
  it.each([
    { name: "off", options: {}, annotations: undefined, first: "a" },
    { name: "on", options: { latencyCritical: true }, annotations: undefined, first: "b" },
    {
      name: "on, but not for this request",
      options: { latencyCritical: true },
      annotations: Annotations.fromPartial({ latencyCritical: false }),
      first: "a",
    },
  ])("puts the lowest configured latency first: $name", async ({ options, annotations, first }) => {
    const backends = [
      continuingBackend({ id: "a", characteristics: { avgLatencyMs: 900 } }, model),
      continuingBackend({ id: "b", characteristics: { avgLatencyMs: 90 } }, model),
    ];

    const events = await collect(
      { id: "p", stages: [stage], options },
      question,
      testContext(backends, { annotations }),
    );

    expect(eventsOf(events, "stageStart")[0]?.route[0]).toBe(first);
  });
});

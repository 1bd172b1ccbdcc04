import { type ErrorCode, ProxyError } from "@compute-proxy/core";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { deferred } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { collect, collectAsTimePasses, eventsOf, testContext } from "./testing/test-run.js";

const plain = { id: "p", stages: [{ id: "s", type: "text_generation", model: "m" }] };
const question = { text: "Why?" };
const fails = (code: ErrorCode, deltas: readonly string[] = []) => ({ deltas, error: new ProxyError(code, code) });
const answers = { deltas: ["yes"], probabilities: [0.99] };
const outcomes = (events: Awaited<ReturnType<typeof collect>>): readonly string[] =>
  eventsOf(events, "attemptEnd").map(({ attempt }) => `${attempt?.backend} ${attempt?.outcome} ${attempt?.reason}`);

describe("a retry", () => {
  it("asks the same backend again where there is no other, and is no forwarding", async () => {
    const backend = scriptedBackend({ id: "a" }, (call) => (call === 0 ? fails("engine-reset") : answers));

    const events = await collectAsTimePasses(plain, question, testContext([backend]));

    expect(outcomes(events)).toEqual(["a failed engine-reset", "a accepted no-checks"]);
    expect(eventsOf(events, "attemptStart").map(({ reason }) => reason)).toEqual(["priority", "retry"]);
    expect(eventsOf(events, "forwarded")).toEqual([]);
    expect(eventsOf(events, "runEnd")[0]?.stageResults[0]?.metadata).toMatchObject({
      forwarded: false,
      attemptCount: 2,
    });
  });

  it.each<{ code: ErrorCode; attempts: number }>([
    { code: "engine-refused", attempts: 3 },
    { code: "engine-reset", attempts: 3 },
    { code: "engine-failed", attempts: 2 },
    { code: "engine-unreadable", attempts: 2 },
    { code: "engine-busy", attempts: 3 },
    { code: "engine-timeout", attempts: 1 },
    { code: "engine-rejected", attempts: 1 },
    { code: "engine-lacks-model", attempts: 1 },
    { code: "engine-credentials", attempts: 1 },
  ])("of $code makes $attempts attempts in all", async ({ code, attempts }) => {
    const backend = scriptedBackend({ id: "a" }, () => fails(code));

    const events = await collectAsTimePasses(plain, question, testContext([backend]));

    expect(backend.requests).toHaveLength(attempts);
    expect(eventsOf(events, "runEnd")[0]?.error?.reason).toBe(code);
  });

  it("is not made after anything of an answer came, shown or not", async () => {
    const backend = scriptedBackend({ id: "a" }, () => fails("engine-reset", ["half"]));
    const options = { enableStreaming: false };

    const events = await collectAsTimePasses({ ...plain, options }, question, testContext([backend]));

    expect(outcomes(events)).toEqual(["a failed engine-reset"]);
  });

  it("is not made with max_retries 0", async () => {
    const backend = scriptedBackend({ id: "a" }, () => fails("engine-reset"));
    const stages = [{ ...plain.stages[0], forwardingPolicy: { maxRetries: 0 } }];

    const events = await collectAsTimePasses({ id: "p", stages }, question, testContext([backend]));

    expect(outcomes(events)).toEqual(["a failed engine-reset"]);
  });

  it("ends with the stage's own time", async () => {
    const backend = scriptedBackend({ id: "a" }, () => fails("engine-reset"));
    const options = { stageTimeoutMs: 40 };

    const events = await collectAsTimePasses({ ...plain, options }, question, testContext([backend]));

    expect(outcomes(events)).toEqual(["a failed engine-reset"]);
  });

  it("stops at once when the run is aborted while it waits", async () => {
    const backend = scriptedBackend({ id: "a" }, () => fails("engine-reset"));
    const leaving = new AbortController();
    const context = testContext([backend], { signal: leaving.signal });
    const run = collect(plain, question, context);
    while (context.clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));

    leaving.abort(new ProxyError("cancelled", "gone"));

    await expect(run).rejects.toMatchObject({ code: "cancelled" });
    expect(context.clock.sleeping).toBe(0);
  });
});

describe("the retry budget", () => {
  it("keeps a storm from failing backends: 20 % of the calls and three", async () => {
    const backends = ["a", "b", "c"].map((id) => scriptedBackend({ id }, () => fails("engine-reset")));
    const context = testContext(backends);
    const calls = 100;
    for (let call = 0; call < calls; call += 1) await collectAsTimePasses(plain, question, context);

    const attempts = backends.reduce((sum, { requests }) => sum + requests.length, 0);
    expect(attempts).toBeGreaterThan(calls);
    expect(attempts).toBeLessThanOrEqual(calls * 1.2 + 3);
  });

  it("says in the error that it was used up", async () => {
    const backend = scriptedBackend({ id: "a" }, () => fails("engine-reset"));
    const context = testContext([backend]);
    while (context.registry.retryBudget.take());

    const events = await collectAsTimePasses(plain, question, context);

    expect(eventsOf(events, "runEnd")[0]?.error?.message).toContain("the retry budget of the proxy is used up");
  });

  it("does not stand in the way of failing over to a backend that is well", async () => {
    const backends = [
      scriptedBackend({ id: "a" }, () => fails("engine-reset")),
      scriptedBackend({ id: "b" }, () => answers),
    ];
    const context = testContext(backends);
    while (context.registry.retryBudget.take());

    const events = await collectAsTimePasses(plain, question, context);

    expect(eventsOf(events, "runEnd")[0]?.success).toBe(true);
  });
});

describe("the circuit", () => {
  it("keeps calls away from a backend that fails in a row, and lets one try after its time", async () => {
    let broken = true;
    const backends = [
      scriptedBackend({ id: "a" }, () => (broken ? fails("engine-failed") : answers)),
      scriptedBackend({ id: "b" }, () => answers),
    ];
    const context = testContext(backends);
    for (let call = 0; call < 10; call += 1) await collect(plain, question, context);
    expect(backends[0]?.requests).toHaveLength(5);

    broken = false;
    await context.clock.advance(30_000);
    const events = await collect(plain, question, context);

    expect(outcomes(events)).toEqual(["a accepted no-checks"]);
    expect(backends[0]?.requests).toHaveLength(6);
  });

  it("tells why a backend is left out", async () => {
    const backends = [
      scriptedBackend({ id: "a" }, () => fails("engine-failed")),
      scriptedBackend({ id: "b" }, () => answers),
    ];
    const context = testContext(backends);
    for (let call = 0; call < 5; call += 1) await collect(plain, question, context);

    const events = await collect(plain, question, context);

    expect(eventsOf(events, "stageStart")[0]?.excluded).toEqual([
      expect.objectContaining({ backend: "a", reason: "circuit-open", message: expect.stringContaining("5 failures") }),
    ]);
  });

  it("48: is not closed by a check that passes", async () => {
    const backends = [
      scriptedBackend({ id: "a" }, () => fails("engine-reset")),
      scriptedBackend({ id: "b" }, () => answers),
    ];
    const context = testContext(backends);
    for (let call = 0; call < 6; call += 1) {
      await collect(plain, question, context);
      await context.registry.check("a", context.signal);
    }

    const events = await collect(plain, question, context);

    expect(context.registry.get("a")?.state.kind).toBe("reachable");
    expect(eventsOf(events, "stageStart")[0]?.route).toEqual(["b"]);
  });

  it("takes calls elsewhere that waited for a place while the backend went bad", async () => {
    const gate = deferred();
    const backends = [
      scriptedBackend({ id: "a", limits: { maxConcurrent: 1 } }, () => ({
        ...fails("engine-failed", ["-"]),
        before: () => gate.promise,
      })),
      scriptedBackend({ id: "b" }, () => answers),
    ];
    const stages = [{ ...plain.stages[0], forwardingPolicy: { enableConfidenceCheck: true, minConfidence: 0.1 } }];
    const context = testContext(backends);
    const runs = Array.from({ length: 8 }, () => collect({ id: "p", stages }, question, context));

    gate.resolve();
    const ends = (await Promise.all(runs)).map(outcomes);

    expect(backends[0]?.requests).toHaveLength(5);
    expect(ends.slice(5)).toEqual(
      Array.from({ length: 3 }, () => ["a failed circuit-open", "b accepted checks-passed"]),
    );
  });
});

describe("the queue", () => {
  it("full at one backend, hands the stage to the next", async () => {
    const gate = deferred();
    const backends = [
      scriptedBackend({ id: "a", limits: { maxConcurrent: 1, maxQueued: 0 } }, () => ({
        ...answers,
        before: () => gate.promise,
      })),
      scriptedBackend({ id: "b" }, () => answers),
    ];
    const context = testContext(backends);
    const first = collect(plain, question, context);
    const second = collect(plain, question, context);

    expect(outcomes(await second)).toEqual(["a failed queue-full", "b accepted no-checks"]);
    gate.resolve();
    expect(outcomes(await first)).toEqual(["a accepted no-checks"]);
  });

  it("full everywhere, is RESOURCE_EXHAUSTED with the time to wait, and opens no circuit", async () => {
    const gate = deferred();
    const backend = scriptedBackend({ id: "a", limits: { maxConcurrent: 1, maxQueued: 0 } }, () => ({
      ...answers,
      before: () => gate.promise,
    }));
    const context = testContext([backend]);
    const first = collect(plain, question, context);

    const events = await collect(plain, question, context);

    expect(eventsOf(events, "runEnd")[0]?.error).toMatchObject({
      code: "RESOURCE_EXHAUSTED",
      reason: "queue-full",
      retryAfterMs: 1000,
    });
    expect(context.registry.get("a")?.circuits.list()).toEqual([]);
    gate.resolve();
    await first;
  });

  it("tells how long an attempt waited, and lets go of the place in every end", async () => {
    const gate = deferred();
    const backend = scriptedBackend({ id: "a", limits: { maxConcurrent: 1 } }, (call) => ({
      ...answers,
      ...(call === 0 ? { before: () => gate.promise } : {}),
    }));
    const context = testContext([backend]);
    const first = collect(plain, question, context);
    const second = collect(plain, question, context);
    await new Promise((resolve) => setImmediate(resolve));
    await context.clock.advance(250);
    gate.resolve();
    await first;

    const [attempt] = eventsOf(await second, "attemptEnd");

    expect(attempt?.attempt).toMatchObject({ queueMs: 250, durationMs: 250 });
    expect(context.registry.get("a")?.lane.status().running).toBe(0);
  });

  it("lets interactive runs pass background ones", async () => {
    const gate = deferred();
    const order: string[] = [];
    const backend = scriptedBackend({ id: "a", limits: { maxConcurrent: 1 } }, (_call, { prompt }) => {
      order.push(prompt);
      return { ...answers, before: () => gate.promise };
    });
    const context = testContext([backend]);
    const background = { ...context, annotations: { ...noWishes, priority: "background" } };
    const runs = [
      collect(plain, { text: "first" }, context),
      collect(plain, { text: "background" }, background),
      collect(plain, { text: "interactive" }, context),
    ];

    gate.resolve();
    await Promise.all(runs);

    expect(order).toEqual(["first", "interactive", "background"]);
  });
});

const noWishes = { target: "", custom: {}, priority: "" };

import { type ErrorCode, ProxyError } from "@compute-proxy/core";
import { deferred } from "@compute-proxy/core/testing";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { describe, expect, it } from "@jest/globals";
import { fittedModel, scriptedBook } from "./testing/calibration.js";
import { type CallScript, type ContinuingModel, continuesBy, continuingBackend } from "./testing/continuing-backend.js";
import { collect, collectAsTimePasses, eventsOf, openCircuit, testContext } from "./testing/test-run.js";

type Events = Awaited<ReturnType<typeof collect>>;

const model: ContinuingModel = { tokens: ["The ", "sky ", "is ", "blue ", "today", "."], probability: 0.9 };
const whole = model.tokens.join("");
const question = { text: "Why?" };
const stage = { id: "s", type: "text_generation", model: "m", generation: { temperature: 0 } };
const pipeline = (changes: object = {}) => ({ id: "p", stages: [{ ...stage, ...changes }] });
const off = { failover: { mode: "off" } };
const breaks = (after: number, error?: ProxyError): CallScript => ({ fails: { after, error } });
const error = (code: ErrorCode): ProxyError => new ProxyError(code, code);
const textOf = (events: Events): string =>
  eventsOf(events, "textDelta")
    .map(({ text }) => text)
    .join("");
const forwardings = (events: Events): readonly string[] =>
  eventsOf(events, "forwarded").map(({ kind, fromBackend, toBackend, reason }) =>
    [kind, fromBackend, toBackend, reason].join(" "),
  );
const attempts = (events: Events): readonly string[] =>
  eventsOf(events, "attemptEnd").map(({ attempt }) =>
    [attempt?.backend, attempt?.outcome, attempt?.continuation, attempt?.textFrom, attempt?.textTo].join(" "),
  );
const resultOf = (events: Events) => eventsOf(events, "runEnd")[0]?.stageResults[0];

describe("an answer that has begun", () => {
  const faults: ReadonlyArray<{ row: number; name: string; script: CallScript; reason: string; code: ErrorCode }> = [
    { row: 9, name: "reset", script: breaks(2, error("engine-reset")), reason: "engine-died", code: "engine-reset" },
    { row: 10, name: "closed", script: breaks(2, error("engine-reset")), reason: "engine-died", code: "engine-reset" },
    { row: 11, name: "ended without a record", script: breaks(2), reason: "engine-died", code: "no-final-record" },
    { row: 12, name: "stalled", script: breaks(2, error("engine-stalled")), reason: "stalled", code: "engine-stalled" },
    {
      row: 13,
      name: "told an error",
      script: breaks(2, error("engine-failed")),
      reason: "engine-error",
      code: "engine-failed",
    },
    {
      row: 25,
      name: "unreadable",
      script: breaks(2, error("engine-unreadable")),
      reason: "engine-error",
      code: "engine-garbled",
    },
  ];
  const backends = (script: CallScript) => [
    continuingBackend({ id: "a" }, model, () => script),
    continuingBackend({ id: "b" }, model),
  ];

  it.each(faults)(
    "$row: $name in mid-stream, goes on elsewhere: one text, one event, a clean end",
    async ({ script, reason }) => {
      const context = testContext(backends(script), { continuations: continuesBy("raw") });

      const events = await collect(pipeline(), question, context);

      expect(textOf(events)).toBe(whole);
      expect(forwardings(events)).toEqual([`failover a b ${reason}`]);
      expect(attempts(events)).toEqual(["a failed  0 8", "b accepted raw 8 22"]);
      expect(resultOf(events)).toMatchObject({
        success: true,
        backend: "b",
        output: { kind: { value: whole } },
        metadata: { forwarded: true, forwardReason: reason, finishReason: "stop", tokensOut: 6 },
      });
      expect(eventsOf(events, "runEnd")).toHaveLength(1);
    },
  );

  it.each(faults)(
    "$row: $name in mid-stream, ends there with failover off, and its text is kept",
    async ({ script, code }) => {
      const asked = backends(script);

      const events = await collect(pipeline(off), question, testContext(asked, { continuations: continuesBy("raw") }));

      expect(textOf(events)).toBe("The sky ");
      expect(forwardings(events)).toEqual([]);
      expect(attempts(events)).toEqual(["a failed   "]);
      expect(resultOf(events)).toMatchObject({
        success: false,
        output: { kind: { value: "The sky " } },
        error: { reason: code },
      });
      expect(asked[1]?.requests).toEqual([]);
    },
  );

  it.each([
    { modes: ["token-ids", "raw", "prefill"] as const, asked: { promptTokenIds: [1001, 1002, 0, 1], prompt: "" } },
    { modes: ["raw", "prefill"] as const, asked: { raw: true, prompt: "<user>?<assistant>The sky " } },
    {
      modes: ["prefill"] as const,
      asked: {
        continueLastMessage: true,
        messages: [
          { role: "user", content: "Why?" },
          { role: "assistant", content: "The sky " },
        ],
      },
    },
    { modes: [] as const, asked: { prompt: "Why?", raw: false, promptTokenIds: [], continueLastMessage: false } },
  ])("goes on by the strongest mode of $modes, else by a restart", async ({ modes, asked }) => {
    const all = backends(breaks(2));

    const events = await collect(pipeline(), question, testContext(all, { continuations: continuesBy(...modes) }));

    expect(all[1]?.requests).toMatchObject([{ ...asked, model: "m", continuable: false }]);
    expect(attempts(events)[1]).toBe(`b accepted ${modes[0] ?? "restart"} 8 22`);
    expect(textOf(events)).toBe(whole);
  });

  it("has text offsets without a gap and numbers that rise by one, whoever writes", async () => {
    const all = [
      continuingBackend({ id: "a" }, model, () => breaks(1)),
      continuingBackend({ id: "b" }, model, () => breaks(2)),
      continuingBackend({ id: "c" }, model),
    ];

    const events = await collect(pipeline(), question, testContext(all, { continuations: continuesBy("prefill") }));
    const deltas = eventsOf(events, "textDelta");

    expect(deltas.map(({ attempt, sequence, textOffset }) => [attempt, sequence, textOffset])).toEqual([
      [1, 0, 0],
      [2, 1, 4],
      [2, 2, 8],
      [3, 3, 11],
      [3, 4, 16],
      [3, 5, 21],
    ]);
  });

  it.each([
    { name: "at its limit", limit: 1, changes: { failover: { maxSwitches: 1 } }, text: "The sky " },
    { name: "at the usual limit of two", limit: 2, changes: {}, text: "The sky is " },
  ])("changes its backend $limit times $name, and then fails with its text", async ({ changes, text }) => {
    const all = ["a", "b", "c", "d"].map((id) => continuingBackend({ id }, model, () => breaks(1)));
    const context = testContext(all, { continuations: continuesBy("raw") });

    const events = await collect(pipeline({ ...changes, forwardingPolicy: { maxRetries: 5 } }), question, context);

    expect(textOf(events)).toBe(text);
    expect(resultOf(events)).toMatchObject({ success: false, output: { kind: { value: text } } });
    expect(resultOf(events)?.error?.message).toContain("max_switches allows");
  });

  it("has one attempt budget with retries and failovers", async () => {
    const all = ["a", "b", "c", "d"].map((id) => continuingBackend({ id }, model, () => breaks(1)));
    const context = testContext(all, { continuations: continuesBy("raw") });
    const changes = { failover: { maxSwitches: 9 }, forwardingPolicy: { maxRetries: 1 } };

    const events = await collect(pipeline(changes), question, context);

    expect(attempts(events)).toEqual(["a failed  0 4", "b failed raw 4 8"]);
  });

  it("passes over a rung with another model unless the policy lets it go on", async () => {
    const path = (id: string, name: string) => ({ id, models: { supported: [name], preferred: [name] } });
    const route = (changes: object) => ({
      ...pipeline({
        model: "m",
        forwardingPolicy: { escalationPath: ["a", "b", "c"], ...changes },
      }),
    });
    const all = () => [
      continuingBackend(path("a", "m"), model, () => breaks(2)),
      continuingBackend(path("b", "other"), model),
      continuingBackend(path("c", "m"), model),
    ];

    const same = await collect(route({}), question, testContext(all(), { continuations: continuesBy("prefill") }));
    const any = await collect(
      route({ enableStreamingFailover: true }),
      question,
      testContext(all(), { continuations: continuesBy("prefill") }),
    );

    expect(forwardings(same)).toEqual(["failover a c engine-died"]);
    expect(resultOf(same)?.metadata?.modelChanged).toBeUndefined();
    expect(forwardings(any)).toEqual(["failover a b engine-died"]);
    expect(resultOf(any)?.metadata).toMatchObject({ modelChanged: true, model: "other" });
    expect([textOf(same), textOf(any)]).toEqual([whole, whole]);
  });

  it.each([
    { on: ["stall", "heat"], text: "The sky " },
    { on: ["error"], text: whole },
  ])("goes on by the triggers that the stage names alone: $on", async ({ on, text }) => {
    const context = testContext(backends(breaks(2)), { continuations: continuesBy("raw") });

    const events = await collect(pipeline({ failover: { on } }), question, context);

    expect(textOf(events)).toBe(text);
  });

  it("is not begun anew elsewhere where that would write another text, and says so", async () => {
    const events = await collect(
      pipeline({ generation: { temperature: 0.7 } }),
      question,
      testContext(backends(breaks(2))),
    );

    expect(textOf(events)).toBe("The sky ");
    expect(resultOf(events)?.error?.message).toContain("would not write the same one again");
  });

  it("fails where the next backend writes another text, and shows nothing of that", async () => {
    const other = { ...model, tokens: ["The ", "sun ", "is ", "red."] };
    const all = [continuingBackend({ id: "a" }, model, () => breaks(2)), continuingBackend({ id: "b" }, other)];

    const events = await collect(pipeline(), question, testContext(all));

    expect(textOf(events)).toBe("The sky ");
    expect(resultOf(events)).toMatchObject({ success: false, error: { reason: "failover-mismatch" } });
  });

  it("stays inside an open thinking block where it can only be begun anew with another text", async () => {
    const thinking = { tokens: ["<think>", "so ", "</think>", "yes"] };
    const all = [continuingBackend({ id: "a" }, thinking, () => breaks(2)), continuingBackend({ id: "b" }, thinking)];
    const context = testContext(all, { continuations: continuesBy("raw") });

    const events = await collect(pipeline({ generation: { temperature: 1 } }), question, context);

    expect(resultOf(events)).toMatchObject({ success: false, output: { kind: { value: "<think>so " } } });
    expect(resultOf(events)?.error?.message).toContain("inside an open thinking block");
  });

  it("is whole, cut by length, when its backend is lost after its last allowed token", async () => {
    const all = backends(breaks(3));
    const context = testContext(all, { continuations: continuesBy("raw") });

    const events = await collect(pipeline({ generation: { temperature: 0, maxTokens: 3 } }), question, context);

    expect(all[1]?.requests).toEqual([]);
    expect(resultOf(events)).toMatchObject({
      success: true,
      backend: "a",
      output: { kind: { value: "The sky is " } },
      metadata: { finishReason: "length", tokensOut: 3 },
    });
  });

  it("leaves what is left of max_tokens to the next backend", async () => {
    const all = backends(breaks(2));
    const context = testContext(all, { continuations: continuesBy("raw") });

    const events = await collect(pipeline({ generation: { temperature: 0, maxTokens: 4 } }), question, context);

    expect(all.map(({ requests }) => requests[0]?.options?.maxTokens)).toEqual([4, 2]);
    expect(resultOf(events)?.metadata).toMatchObject({ tokensOut: 4, finishReason: "length" });
    expect(textOf(events)).toBe("The sky is blue ");
  });

  it("ends at a stop string that two backends wrote, and the engine is left", async () => {
    const never = deferred();
    const all = [
      continuingBackend({ id: "a" }, model, () => breaks(3)),
      continuingBackend({ id: "b" }, model, () => ({ before: (index) => (index === 2 ? never.promise : undefined) })),
    ];
    const context = testContext(all, { continuations: continuesBy("raw") });
    const generation = { temperature: 0, stop: ["is blue"] };

    const events = await collect(pipeline({ generation }), question, context);

    expect(textOf(events)).toBe("The sky ");
    expect(resultOf(events)).toMatchObject({ success: true, backend: "b", metadata: { finishReason: "stop" } });
    expect(all[1]?.open()).toBe(0);
  });

  it("goes on where nothing is shown too, so that the work is not lost", async () => {
    const all = backends(breaks(2));
    const context = testContext(all, { continuations: continuesBy("raw") });

    const events = await collect({ ...pipeline(), options: { enableStreaming: false } }, question, context);

    expect(all[1]?.requests).toMatchObject([{ raw: true }]);
    expect(attempts(events)).toEqual(["a failed  0 8", "b accepted raw 8 22"]);
    expect(resultOf(events)?.output?.kind).toEqual({ $case: "text", value: whole });
  });

  it("is begun anew where nothing is shown and it cannot go on", async () => {
    const all = backends(breaks(2));
    const changes = { generation: { temperature: 1 } };

    const events = await collect(
      { ...pipeline(changes), options: { enableStreaming: false } },
      question,
      testContext(all),
    );

    expect(attempts(events)).toEqual(["a failed   ", "b accepted   "]);
    expect(resultOf(events)?.output?.kind).toEqual({ $case: "text", value: whole });
  });

  it("is judged by the tokens of all who wrote it", async () => {
    const all = [
      continuingBackend({ id: "a" }, { ...model, probability: 0.2 }, () => breaks(2)),
      continuingBackend({ id: "b" }, model),
    ];
    const context = testContext(all, { continuations: continuesBy("raw") });
    const forwardingPolicy = { enableConfidenceCheck: true, minConfidence: 0 };

    const events = await collect(pipeline({ forwardingPolicy }), question, context);

    expect(resultOf(events)?.metadata?.confidenceDetail).toMatchObject({
      source: "logprobs",
      features: { tokens: 6, lowest: expect.closeTo(0.2, 6) },
    });
  });

  it("keeps the probabilities of its tokens when one who writes it again is lost before their end", async () => {
    const continuations = {
      of: (id: string) =>
        id === "c" ? { modes: ["raw" as const], boundaryTrouble: false, template: "t", tokenizer: "v" } : undefined,
    };
    const three = [
      continuingBackend({ id: "a" }, { ...model, probability: 0.2 }, () => breaks(3)),
      continuingBackend({ id: "b" }, { ...model, probability: 0.9 }, () => breaks(1)),
      continuingBackend({ id: "c" }, { ...model, probability: 0.2 }),
    ];
    const asked = pipeline({ forwardingPolicy: { enableConfidenceCheck: true, streaming: "provisional" } });

    const events = await collect(asked, question, testContext(three, { continuations }));
    const alone = await collect(asked, question, testContext(three.slice(2), { continuations }));

    expect(attempts(events).slice(0, 2)).toEqual(["a failed  0 11", "b failed restart 11 11"]);
    expect(resultOf(events)?.metadata?.confidenceDetail).toEqual(resultOf(alone)?.metadata?.confidenceDetail);
  });

  it("has no confidence by its tokens when one who wrote it told no probabilities", async () => {
    const { tokens } = model;
    const all = [continuingBackend({ id: "a" }, { tokens }, () => breaks(2)), continuingBackend({ id: "b" }, model)];
    const context = testContext(all, { continuations: continuesBy("raw") });
    const forwardingPolicy = { enableConfidenceCheck: true, minConfidence: 0 };

    const events = await collect(pipeline({ forwardingPolicy }), question, context);

    expect(resultOf(events)?.metadata?.confidenceDetail?.source).toBe("agreement");
  });

  it.each([
    { name: "one model is judged by its calibration, and remembered", other: "m", version: 2, remembered: 1 },
    { name: "two models is judged by neither's, and not remembered", other: "other", version: 1, remembered: 0 },
  ])("of $name", async ({ other, version, remembered }) => {
    const serving = (id: string, name: string) => ({ id, models: { supported: [name], preferred: [name] } });
    const all = [
      continuingBackend(serving("a", "m"), model, () => breaks(2)),
      continuingBackend(serving("b", other), model),
    ];
    const kept: unknown[] = [];
    const context = testContext(all, {
      continuations: continuesBy("prefill"),
      calibration: scriptedBook({ confidence: () => fittedModel("min_logprob") }),
      outcomes: { remember: (answer) => void kept.push(answer) },
    });
    const forwardingPolicy = {
      enableConfidenceCheck: true,
      minConfidence: 0,
      enableStreamingFailover: true,
      escalationPath: ["a", "b"],
    };

    const events = await collect(pipeline({ forwardingPolicy }), question, context);

    expect(forwardings(events)).toEqual(["failover a b engine-died"]);
    expect(resultOf(events)?.metadata?.confidenceDetail).toMatchObject({ source: "logprobs", version });
    expect(kept).toHaveLength(remembered);
  });

  it("goes to the next but one when the next is gone, and charges nothing to what it left", async () => {
    const all = [
      continuingBackend({ id: "a" }, model, () => breaks(2)),
      continuingBackend({ id: "b" }, model, () => breaks(0, error("engine-refused"))),
      continuingBackend({ id: "c" }, model),
    ];
    const context = testContext(all, { continuations: continuesBy("raw") });

    const events = await collect(pipeline(), question, context);

    expect(attempts(events)).toEqual(["a failed  0 8", "b failed raw 8 8", "c accepted raw 8 22"]);
    expect(textOf(events)).toBe(whole);
  });

  it.each([
    { name: "where another goes on", models: { a: "m", b: "m", c: "m" }, forwarding: "failover a c engine-died" },
    { name: "and asks it where it is the last", models: { a: "m", b: "m" }, forwarding: "failover a b engine-died" },
    {
      name: "and asks it where none else may go on",
      models: { a: "m", b: "m", c: "other" },
      forwarding: "failover a b engine-died",
    },
  ])("passes over a rung whose circuit has opened meanwhile, $name", async ({ models, forwarding }) => {
    const all = Object.entries(models).map(([id, name]) =>
      continuingBackend({ id, models: { supported: [name], preferred: [name] } }, model, () => ({
        ...(id === "a" ? breaks(2) : {}),
        before(index) {
          if (id === "a" && index === 1) openCircuit(context.registry.get("b")?.circuits);
          return undefined;
        },
      })),
    );
    const context = testContext(all, { continuations: continuesBy("raw") });
    const forwardingPolicy = { escalationPath: Object.keys(models) };

    const events = await collect(pipeline({ forwardingPolicy }), question, context);

    expect(forwardings(events)).toEqual([forwarding]);
    expect(textOf(events)).toBe(whole);
  });

  it("aborted by its run, ends the engine and is no failure", async () => {
    const never = deferred();
    const leaving = new AbortController();
    const all = [
      continuingBackend({ id: "a" }, model, () => ({ before: (index) => (index === 2 ? never.promise : undefined) })),
      continuingBackend({ id: "b" }, model),
    ];
    const context = testContext(all, { continuations: continuesBy("raw"), signal: leaving.signal });
    const run = collect(pipeline(), question, context);
    await new Promise((resolve) => setImmediate(resolve));

    leaving.abort(new ProxyError("cancelled", "gone"));

    await expect(run).rejects.toMatchObject({ code: "cancelled" });
    expect(all.map(({ open }) => open())).toEqual([0, 0]);
    expect(all[1]?.requests).toEqual([]);
    expect(context.registry.get("a")?.circuits.list()).toEqual([]);
    expect(context.clock.sleeping).toBe(0);
  });
});

describe("the ledger of an answer", () => {
  it.each([
    { name: "one rung", backends: ["a"], changes: {}, continuable: [false] },
    { name: "failover off", backends: ["a", "b"], changes: off, continuable: [false] },
    { name: "a later rung", backends: ["a", "b"], changes: {}, continuable: [true] },
    {
      name: "one attempt",
      backends: ["a", "b"],
      changes: { forwardingPolicy: { maxRetries: 0 } },
      continuable: [false],
    },
  ])("asks an engine for what a move needs only where there may be one: $name", async (row) => {
    const all = row.backends.map((id) => continuingBackend({ id }, model));

    await collect(pipeline(row.changes), question, testContext(all));

    expect(all[0]?.requests.map(({ continuable }) => continuable)).toEqual(row.continuable);
  });

  it("begins anew with each escalation", async () => {
    const unsure = { tokens: ["Perhaps", " so"], probability: 0.1 };
    const all = [
      continuingBackend({ id: "a" }, unsure),
      continuingBackend({ id: "b" }, model, () => breaks(2)),
      continuingBackend({ id: "c" }, model),
    ];
    const forwardingPolicy = { enableConfidenceCheck: true, minConfidence: 0.75, escalationPath: ["a", "b", "c"] };
    const context = testContext(all, { continuations: continuesBy("raw") });

    const events = await collect(pipeline({ forwardingPolicy }), question, context);

    expect(forwardings(events)).toEqual(["escalation a b low-confidence", "failover b c engine-died"]);
    expect(textOf(events)).toBe(whole);
  });

  it("is not needed by a retry: before a text has begun the same backend may be asked again", async () => {
    const backend = scriptedBackend({ id: "a" }, (call) =>
      call === 0 ? { error: error("engine-reset") } : { deltas: ["yes"] },
    );

    const events = await collectAsTimePasses(pipeline(), question, testContext([backend]));

    expect(textOf(events)).toBe("yes");
  });
});

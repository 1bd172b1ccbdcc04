import { ProxyError } from "@compute-proxy/core";
import { deferred } from "@compute-proxy/core/testing";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { PipelineInput, Pipeline, PipelineOptions } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { execute } from "./execute.js";
import { foldResult } from "./fold-result.js";
import { collect, collectAsTimePasses, eventsOf, testContext } from "./testing/index.js";

const sure = (text: string) => () => ({ deltas: [text], probabilities: [0.99] });
const unsure =
  (text: string, probability = 0.2) =>
  () => ({ deltas: [text], probabilities: [probability] });
const refused = () => ({ error: new ProxyError("engine-refused", "connection refused") });

const ladder = (policy: object = {}) => ({
  id: "climb",
  stages: [
    {
      id: "ask",
      type: "text_generation",
      model: "m",
      forwardingPolicy: {
        enableConfidenceCheck: true,
        minConfidence: 0.75,
        escalationPath: ["a", "b", "c"],
        ...policy,
      },
    },
  ],
});
const plain = { id: "plain", stages: [{ id: "ask", type: "text_generation", model: "m" }] };
const question = { text: "Why?" };

describe("escalation", () => {
  it("stays on the first rung when the answer is sure", async () => {
    const backends = [
      scriptedBackend({ id: "a" }, sure("yes")),
      scriptedBackend({ id: "b" }, sure("no")),
      scriptedBackend({ id: "c" }, sure("no")),
    ];

    const result = await foldResult(
      execute(Pipeline.fromPartial(ladder()), PipelineInput.fromPartial(question), testContext(backends)),
    );

    expect(result).toMatchObject({ success: true, finalOutput: { kind: { value: "yes" } } });
    expect(result.stageResults[0]).toMatchObject({ backend: "a", metadata: { forwarded: false, attemptCount: 1 } });
    expect(backends.map(({ requests }) => requests.length)).toEqual([1, 0, 0]);
  });

  it("climbs until an answer is sure, and says why it left each rung", async () => {
    const backends = [
      scriptedBackend({ id: "a" }, unsure("hm")),
      scriptedBackend({ id: "b" }, unsure("perhaps")),
      scriptedBackend({ id: "c" }, sure("yes")),
    ];

    const events = await collect(ladder(), question, testContext(backends));

    expect(
      eventsOf(events, "forwarded").map(({ kind, fromBackend, toBackend, reason }) => [
        kind,
        fromBackend,
        toBackend,
        reason,
      ]),
    ).toEqual([
      ["escalation", "a", "b", "low-confidence"],
      ["escalation", "b", "c", "low-confidence"],
    ]);
    expect(eventsOf(events, "attemptEnd").map(({ attempt }) => attempt?.outcome)).toEqual([
      "rejected",
      "rejected",
      "accepted",
    ]);
    expect(eventsOf(events, "stageEnd")[0]?.result).toMatchObject({
      backend: "c",
      metadata: { forwarded: true, attemptCount: 3, forwardReason: "low-confidence" },
    });
  });

  it("shows nothing of a rejected answer", async () => {
    const backends = [
      scriptedBackend({ id: "a" }, unsure("hm")),
      scriptedBackend({ id: "b" }, sure("yes")),
      scriptedBackend({ id: "c" }, sure("no")),
    ];

    const events = await collect(ladder(), question, testContext(backends));

    expect(eventsOf(events, "textDelta")).toEqual([
      { stageId: "ask", attempt: 2, text: "yes", textOffset: 0, sequence: 0, provisional: false },
    ]);
  });

  it("returns the best attempt, not the last, when none passed, and says so", async () => {
    const backends = [
      scriptedBackend({ id: "a" }, unsure("worst", 0.1)),
      scriptedBackend({ id: "b" }, unsure("best", 0.4)),
      scriptedBackend({ id: "c" }, unsure("middle", 0.2)),
    ];

    const events = await collect(ladder(), question, testContext(backends));
    const result = eventsOf(events, "runEnd")[0];

    expect(result?.finalOutput?.kind).toEqual({ $case: "text", value: "best" });
    expect(result?.stageResults[0]).toMatchObject({
      backend: "b",
      success: true,
      metadata: { nonePassed: true, forwarded: true, attemptCount: 3 },
    });
    expect(result?.stageResults[0]?.metadata?.confidence).toBeCloseTo(1 / (1 + Math.exp(2 - 5 * 0.4)), 10);
    expect(eventsOf(events, "textDelta").map(({ attempt, text }) => [attempt, text])).toEqual([[2, "best"]]);
  });

  it("does not retry with max_retries 0", async () => {
    const backends = [
      scriptedBackend({ id: "a" }, unsure("hm")),
      scriptedBackend({ id: "b" }, sure("yes")),
      scriptedBackend({ id: "c" }, sure("yes")),
    ];

    const events = await collect(ladder({ maxRetries: 0 }), question, testContext(backends));

    expect(eventsOf(events, "runEnd")[0]?.stageResults[0]).toMatchObject({
      backend: "a",
      metadata: { attemptCount: 1, nonePassed: true, forwarded: false },
    });
  });

  it("asks for probabilities only where a confidence is wanted", async () => {
    const checked = scriptedBackend({ id: "a" }, sure("yes"));
    const unchecked = scriptedBackend({ id: "a" }, sure("yes"));

    await collect(ladder({ escalationPath: ["a"] }), question, testContext([checked]));
    const events = await collect(plain, question, testContext([unchecked]));

    expect([checked.requests[0]?.logprobs, unchecked.requests[0]?.logprobs]).toEqual([true, false]);
    expect(eventsOf(events, "stageEnd")[0]?.result?.metadata).not.toHaveProperty("confidence", expect.anything());
  });
});

describe("failover", () => {
  it("goes to the next candidate when a backend is gone, before anything was shown", async () => {
    const backends = [scriptedBackend({ id: "a" }, refused), scriptedBackend({ id: "b" }, sure("yes"))];

    const events = await collect(plain, question, testContext(backends));

    expect(eventsOf(events, "forwarded").map(({ kind, reason }) => [kind, reason])).toEqual([
      ["failover", "engine-refused"],
    ]);
    expect(eventsOf(events, "runEnd")[0]?.stageResults[0]).toMatchObject({
      backend: "b",
      success: true,
      metadata: { forwarded: true },
    });
  });

  it("stays where fallback_strategy is fail", async () => {
    const backends = [scriptedBackend({ id: "a" }, refused), scriptedBackend({ id: "b" }, sure("yes"))];
    const routing = { defaultBackend: "a", fallbackStrategy: "fail" as const };

    const events = await collectAsTimePasses(plain, question, testContext(backends, { routing }));

    expect(eventsOf(events, "runEnd")[0]).toMatchObject({
      success: false,
      error: { code: "UNAVAILABLE", reason: "engine-refused" },
    });
    expect(backends[1]?.requests).toEqual([]);
  });

  it("names every backend and its reason when all are gone", async () => {
    const busy = () => ({ error: new ProxyError("engine-busy", "queue full") });
    const backends = [scriptedBackend({ id: "a" }, refused), scriptedBackend({ id: "b" }, busy)];

    const events = await collectAsTimePasses(plain, question, testContext(backends));
    const error = eventsOf(events, "runEnd")[0]?.error;

    expect(error).toMatchObject({ code: "UNAVAILABLE", reason: "no-backend" });
    expect(error?.message).toContain("a: engine-refused");
    expect(error?.message).toContain("b: engine-busy");
  });

  it("returns an earlier answer when the last rung is gone", async () => {
    const backends = [
      scriptedBackend({ id: "a" }, unsure("hm")),
      scriptedBackend({ id: "b" }, refused),
      scriptedBackend({ id: "c" }, refused),
    ];

    const events = await collect(ladder(), question, testContext(backends));

    expect(eventsOf(events, "forwarded").map(({ kind }) => kind)).toEqual(["escalation", "failover"]);
    expect(eventsOf(events, "runEnd")[0]?.stageResults[0]).toMatchObject({
      success: true,
      backend: "a",
      metadata: { nonePassed: true, forwarded: false },
    });
  });

  it("never hands on what the client has seen with failover off: the stage fails and keeps the text", async () => {
    const cut = () => ({ deltas: ["Half an ", "answer"], error: new ProxyError("engine-reset", "reset") });
    const backends = [scriptedBackend({ id: "a" }, cut), scriptedBackend({ id: "b" }, sure("yes"))];

    const events = await collect(
      { ...plain, stages: plain.stages.map((stage) => ({ ...stage, failover: { mode: "off" } })) },
      question,
      testContext(backends),
    );

    expect(eventsOf(events, "textDelta").map(({ text, textOffset }) => [textOffset, text])).toEqual([
      [0, "Half an "],
      [8, "answer"],
    ]);
    expect(eventsOf(events, "runEnd")[0]?.stageResults[0]).toMatchObject({
      success: false,
      output: { kind: { value: "Half an answer" } },
      error: { code: "UNAVAILABLE", reason: "engine-reset" },
    });
    expect(backends[1]?.requests).toEqual([]);
  });

  it("treats an answer without its final record as a failure", async () => {
    const backends = [
      scriptedBackend({ id: "a" }, () => ({ deltas: ["text"], ends: false, probabilities: [1] })),
      scriptedBackend({ id: "b" }, sure("yes")),
      scriptedBackend({ id: "c" }, sure("x")),
    ];

    const events = await collect(ladder(), question, testContext(backends));

    expect(eventsOf(events, "forwarded")[0]).toMatchObject({ kind: "failover", reason: "no-final-record" });
  });

  it("skips a backend that was gone when last asked", async () => {
    const backends = [scriptedBackend({ id: "a" }, refused), scriptedBackend({ id: "b" }, sure("yes"))];
    const context = testContext(backends);
    context.registry.report("a", { kind: "failed", because: "connection refused", at: 0 });

    const events = await collect(plain, question, context);

    expect(eventsOf(events, "stageStart")[0]).toMatchObject({
      route: ["b"],
      excluded: [{ backend: "a", reason: "unreachable" }],
    });
    expect(backends[0]?.requests).toEqual([]);
  });
});

describe("stages", () => {
  const chain = (second: object = {}, options: object = {}) => ({
    id: "chain",
    stages: [
      { id: "first", type: "text_generation", model: "m", preferredBackend: "a" },
      { id: "second", type: "text_generation", model: "m", preferredBackend: "b", ...second },
    ],
    options,
  });

  it("passes the output of a stage on to the next", async () => {
    const backends = [scriptedBackend({ id: "a" }, sure("draft")), scriptedBackend({ id: "b" }, sure("final"))];

    const events = await collect(
      chain({ inputTransform: { template: "Improve {{ .PreviousOutput }} for {{ .Query }}" } }),
      question,
      testContext(backends),
    );

    expect(backends[1]?.requests[0]?.prompt).toBe("Improve draft for Why?");
    expect(eventsOf(events, "runEnd")[0]?.finalOutput?.kind).toEqual({ $case: "text", value: "final" });
  });

  it("skips a stage whose condition is false; the output is that of the last stage that ran", async () => {
    const backends = [scriptedBackend({ id: "a" }, sure("draft")), scriptedBackend({ id: "b" }, sure("final"))];

    const events = await collect(chain({ when: 'stages["first"].text == "bad"' }), question, testContext(backends));
    const result = eventsOf(events, "runEnd")[0];

    expect(result?.finalOutput?.kind).toEqual({ $case: "text", value: "draft" });
    expect(result?.stageResults[1]).toMatchObject({
      stageId: "second",
      skippedBecause: expect.stringContaining("condition is false"),
    });
    expect(backends[1]?.requests).toEqual([]);
  });

  it("stops after a failed stage with the results so far", async () => {
    const backends = [scriptedBackend({ id: "a" }, refused), scriptedBackend({ id: "b" }, sure("final"))];
    const routing = { defaultBackend: undefined, fallbackStrategy: "fail" as const };

    const result = eventsOf(
      await collectAsTimePasses(chain(), question, testContext(backends, { routing })),
      "runEnd",
    )[0];

    expect(result).toMatchObject({ success: false, error: { stageId: "first" } });
    expect(result?.stageResults.map(({ stageId }) => stageId)).toEqual(["first"]);
  });

  it("goes on after a failed stage where continue_on_error says so", async () => {
    const backends = [scriptedBackend({ id: "a" }, refused), scriptedBackend({ id: "b" }, sure("final"))];
    const routing = { defaultBackend: undefined, fallbackStrategy: "fail" as const };

    const result = eventsOf(
      await collectAsTimePasses(chain({}, { continueOnError: true }), question, testContext(backends, { routing })),
      "runEnd",
    )[0];

    expect(result).toMatchObject({
      success: false,
      error: { stageId: "first" },
      finalOutput: { kind: { value: "final" } },
    });
    expect(result?.stageResults.map(({ success }) => success)).toEqual([false, true]);
  });

  it("ends a stage that takes longer than stage_timeout_ms, over all its attempts", async () => {
    const never = deferred();
    const backends = [scriptedBackend({ id: "a" }, () => ({ deltas: ["x"], before: () => never.promise }))];
    const context = testContext(backends);

    const events = collect({ ...plain, options: { stageTimeoutMs: 500 } }, question, context);
    await new Promise((resolve) => setImmediate(resolve));
    await context.clock.advance(500);

    expect(eventsOf(await events, "runEnd")[0]).toMatchObject({
      success: false,
      error: { code: "DEADLINE_EXCEEDED", reason: "stage-timeout" },
    });
    expect(backends[0]?.open()).toBe(0);
    expect(context.clock.sleeping).toBe(0);
  });

  it("leaves three fields in the metadata where collect_metrics is false", async () => {
    const backends = [scriptedBackend({ id: "a" }, sure("yes"))];

    const events = await collect({ ...plain, options: { collectMetrics: false } }, question, testContext(backends));
    const metadata = eventsOf(events, "stageEnd")[0]?.result?.metadata;

    expect(metadata).toMatchObject({ forwarded: false, attemptCount: 1, attempts: [], model: "", device: "" });
    expect(metadata?.durationMs).toBeUndefined();
  });

  it("sends no deltas where enable_streaming is false, and the numbers have no gap", async () => {
    const backends = [scriptedBackend({ id: "a" }, sure("yes"))];
    const context = testContext(backends, { options: PipelineOptions.fromPartial({ enableStreaming: false }) });

    const events = await collect(plain, question, context);

    expect(eventsOf(events, "textDelta")).toEqual([]);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index));
    expect(eventsOf(events, "runEnd")[0]?.finalOutput?.kind).toEqual({ $case: "text", value: "yes" });
  });

  it.each([ladder(), plain])(
    "comes to the same where only the result is read, and gives nothing else: $id",
    async (pipeline) => {
      const backends = () => ["a", "b", "c"].map((id) => scriptedBackend({ id }, unsure(`from ${id}`)));

      const read = await collect(pipeline, question, testContext(backends()));
      const unread = await collect(pipeline, question, testContext(backends(), { reads: "result" }));

      expect(eventsOf(read, "textDelta")).toHaveLength(1);
      expect(unread.map(({ event }) => event?.$case)).toEqual(["runEnd"]);
      expect(eventsOf(unread, "runEnd")).toEqual(eventsOf(read, "runEnd"));
    },
  );

  it("keeps the text of a broken answer where only the result is read", async () => {
    const broken = { deltas: ["half an "], error: new ProxyError("engine-reset", "the connection was reset") };
    const context = testContext([scriptedBackend({ id: "a" }, () => broken)], { reads: "result" });

    const [end] = eventsOf(await collect(plain, question, context), "runEnd");

    expect(end?.stageResults[0]).toMatchObject({ success: false, output: { kind: { value: "half an " } } });
  });

  it("shows each event to the observer before the reader has it", async () => {
    const seen: unknown[] = [];
    const context = testContext([scriptedBackend({ id: "a" }, sure("yes"))], { observe: (event) => seen.push(event) });

    for await (const event of execute(Pipeline.fromPartial(plain), PipelineInput.fromPartial(question), context)) {
      expect(seen.at(-1)).toBe(event);
    }

    expect(seen).toHaveLength(7);
  });

  it("caps an answer without max_tokens at 1024 tokens and passes what the stage says", async () => {
    const backend = scriptedBackend({ id: "a" }, sure("yes"));
    const stage = { id: "ask", type: "text_generation", model: "m", generation: { temperature: 0, stop: ["\n"] } };

    await collect({ id: "p", stages: [stage] }, question, testContext([backend]));

    expect(backend.requests[0]?.options).toMatchObject({ maxTokens: 1024, temperature: 0, stop: ["\n"] });
  });

  it("keeps a conversation as one", async () => {
    const backend = scriptedBackend({ id: "a" }, sure("yes"));
    const messages = [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Why?" },
    ];

    await collect(
      {
        id: "p",
        stages: [{ id: "ask", type: "text_generation", model: "m", inputTransform: { template: "Q: {{ .Input }}" } }],
      },
      { messages },
      testContext([backend]),
    );

    expect(backend.requests[0]).toMatchObject({
      prompt: "",
      messages: [messages[0], { role: "user", content: "Q: Why?" }],
    });
  });

  it("makes an embedding", async () => {
    const events = await collect(
      { id: "p", stages: [{ id: "e", type: "embedding", model: "m" }] },
      { text: "four" },
      testContext([scriptedBackend({ id: "a" }, sure(""))]),
    );

    expect(eventsOf(events, "runEnd")[0]?.finalOutput?.kind).toEqual({ $case: "embedding", value: { values: [4, 1] } });
  });

  it("fails a stage that no backend can run, and names why", async () => {
    const backends = [scriptedBackend({ id: "a", models: { supported: ["other"] } }, sure("yes"))];

    const result = eventsOf(await collect(plain, question, testContext(backends)), "runEnd")[0];

    expect(result).toMatchObject({ success: false, error: { code: "NOT_FOUND", reason: "model-not-found" } });
    expect(result?.error?.message).toContain("a: model-not-served");
  });
});

describe("streaming", () => {
  it("yields a delta before the engine may produce its second", async () => {
    const second = deferred();
    const backend = scriptedBackend({ id: "a" }, () => ({
      deltas: ["one ", "two"],
      before: (index) => (index === 1 ? second.promise : Promise.resolve()),
    }));
    const texts: string[] = [];

    for await (const { event } of execute(
      Pipeline.fromPartial(plain),
      PipelineInput.fromPartial(question),
      testContext([backend]),
    )) {
      if (event?.$case !== "textDelta") continue;
      texts.push(event.value.text);
      second.resolve();
    }

    expect(texts).toEqual(["one ", "two"]);
  });

  it("counts text offsets in Unicode scalar values", async () => {
    const backend = scriptedBackend({ id: "a" }, () => ({ deltas: ["a😀", "é", "b"] }));

    const events = await collect(plain, question, testContext([backend]));

    expect(eventsOf(events, "textDelta").map(({ textOffset }) => textOffset)).toEqual([0, 2, 3]);
  });
});

describe("cancellation", () => {
  it("ends the run with the signal's reason, and the engine's request with it", async () => {
    const never = deferred();
    const controller = new AbortController();
    const backend = scriptedBackend({ id: "a" }, () => ({ deltas: ["x"], before: () => never.promise }));
    const context = testContext([backend, scriptedBackend({ id: "b" }, sure("no"))], { signal: controller.signal });

    const run = collect(plain, question, context);
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new ProxyError("deadline-exceeded", "the deadline has passed"));

    await expect(run).rejects.toMatchObject({ code: "deadline-exceeded" });
    expect(backend.open()).toBe(0);
  });

  it("closes the engine's request when the consumer leaves", async () => {
    const backend = scriptedBackend({ id: "a" }, () => ({ deltas: ["one", "two"] }));

    for await (const { event } of execute(
      Pipeline.fromPartial(plain),
      PipelineInput.fromPartial(question),
      testContext([backend]),
    )) {
      if (event?.$case === "textDelta") break;
    }

    expect(backend.open()).toBe(0);
  });
});

describe("before the run", () => {
  it.each([
    { name: "no input", input: {}, field: "input.text" },
    { name: "blank text", input: { text: " \n" }, field: "input.text" },
    {
      name: "text and a conversation",
      input: { text: "a", messages: [{ role: "user", content: "b" }] },
      field: "input.messages",
    },
    {
      name: "audio for a text pipeline",
      input: { text: "a", audio: { data: new Uint8Array(1) } },
      field: "input.audio",
    },
    {
      name: "a role that does not exist",
      input: { messages: [{ role: "robot", content: "b" }] },
      field: "input.messages[0].role",
    },
    {
      name: "a variable that nothing reads",
      input: { text: "a", variables: { tone: "x" } },
      field: 'input.variables["tone"]',
    },
  ])("refuses $name", async ({ input, field }) => {
    const backend = scriptedBackend({ id: "a" }, sure("yes"));

    const run = collect(plain, input, testContext([backend]));

    await expect(run).rejects.toMatchObject({ code: "invalid-request", violations: [{ field }] });
    expect(backend.requests).toEqual([]);
  });

  it("names all violations at once", async () => {
    const options = PipelineOptions.fromPartial({ parallelStages: true, stageTimeoutMs: 0 });

    const run = collect(plain, {}, testContext([scriptedBackend({ id: "a" }, sure(""))], { options }));

    await expect(run).rejects.toMatchObject({
      violations: [
        { field: "input.text" },
        { field: "options.parallel_stages" },
        { field: "options.stage_timeout_ms" },
      ],
    });
  });
});

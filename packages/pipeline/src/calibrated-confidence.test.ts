import { DescribeResponse } from "@compute-proxy/api/backend/v1";
import { type ScriptedAnswer, scriptedBackend } from "@compute-proxy/backend/testing";
import { noteDeadline, ProxyError } from "@compute-proxy/core";
import { deferred } from "@compute-proxy/core/testing";
import type { JudgedRun } from "@compute-proxy/forwarding";
import { describe, expect, it } from "@jest/globals";
import { fittedModel, scriptedBook, withDigest } from "./testing/calibration.js";
import { collect, eventsOf, testContext } from "./testing/index.js";

const ladder = (policy: object = {}) => ({
  id: "climb",
  stages: [
    {
      id: "ask",
      type: "text_generation",
      model: "m",
      forwardingPolicy: { enableConfidenceCheck: true, minConfidence: 0.75, escalationPath: ["a", "b"], ...policy },
    },
  ],
});
const question = { text: "The capital of France?" };
const said = (text: string, probability?: number): ScriptedAnswer => ({
  deltas: [text],
  ...(probability === undefined ? {} : { probabilities: [probability] }),
});
const metadataOf = (events: Awaited<ReturnType<typeof collect>>) => eventsOf(events, "stageEnd")[0]?.result?.metadata;

describe("a calibrated confidence", () => {
  const twoRungs = (probability: number) => [
    withDigest(
      scriptedBackend({ id: "a" }, () => said("Paris", probability)),
      "digest-of-m",
    ),
    scriptedBackend({ id: "b" }, () => said("Paris", 0.99)),
  ];
  /** p = sigmoid(logprob + 3). */
  const generous = fittedModel("min_logprob", { from: -3 });
  /** p = sigmoid(10 (logprob + 0.01)). */
  const strict = fittedModel("min_logprob", { from: -0.01, scale: 0.1 });

  it.each([
    { name: "accepts what version 1 would reject", probability: 0.3, model: undefined, backend: "b" },
    { name: "accepts what version 1 would reject", probability: 0.3, model: generous, backend: "a" },
    { name: "rejects what version 1 would accept", probability: 0.9, model: undefined, backend: "a" },
    { name: "rejects what version 1 would accept", probability: 0.9, model: strict, backend: "b" },
  ])(
    "$name: probability $probability, $model.fittedOn.set, ends at $backend",
    async ({ probability, model, backend }) => {
      const calibration = scriptedBook({
        confidence: ({ modelDigest }) => (modelDigest === "digest-of-m" ? model : undefined),
      });

      const events = await collect(ladder(), question, testContext(twoRungs(probability), { calibration }));

      expect(eventsOf(events, "stageEnd")[0]?.result?.backend).toBe(backend);
    },
  );

  it("is looked up by model, digest and task, and says what stands behind it", async () => {
    const calibration = scriptedBook({ confidence: () => generous });

    const events = await collect(ladder(), question, testContext(twoRungs(0.3), { calibration }));

    expect(calibration.asked).toEqual([{ model: "m", modelDigest: "digest-of-m", task: "climb/ask" }]);
    expect(metadataOf(events)?.confidenceDetail).toMatchObject({
      source: "logprobs",
      calibrated: true,
      labels: 40,
      version: 2,
      modelDigest: "digest-of-m",
    });
  });

  it("is looked up by the digest of the engine's list where the answer tells none", async () => {
    const calibration = scriptedBook();
    const backend = scriptedBackend({ id: "a" }, () => said("Paris", 0.9));
    const context = testContext([backend], { calibration });
    const models = [{ name: "m:latest", digest: "listed", capabilities: ["text_generation"] }];
    const description = { type: "ollama", models, capabilities: ["text_generation"] };
    context.registry.report("a", {
      kind: "described",
      description: DescribeResponse.fromPartial(description),
      at: context.clock.now(),
    });

    await collect(ladder({ escalationPath: ["a"] }), question, context);

    expect(calibration.asked.map(({ modelDigest }) => modelDigest)).toEqual(["listed"]);
  });
});

describe("an answer without token probabilities", () => {
  const alone = ladder({ escalationPath: ["a"] });
  const engine = (...replies: ReadonlyArray<ScriptedAnswer>) =>
    scriptedBackend({ id: "a" }, (call) => replies[call] ?? said("?"));

  it.each([
    {
      name: "is judged by the model itself",
      replies: [said("Paris."), said("A", 0.77)],
      confidence: { source: "self-check", value: expect.closeTo(0.77, 10) },
      calls: 2,
    },
    {
      name: "is judged by votes where the check has none either",
      replies: [said("Paris."), said("A"), said("B"), said("A")],
      confidence: { source: "self-check", value: 0.8 },
      calls: 4,
    },
    {
      name: "is compared with samples where the check gives no letter",
      replies: [said("Paris."), said("Yes"), said("Paris"), said("Paris")],
      confidence: { source: "agreement", value: 0.75 },
      calls: 4,
    },
    {
      name: "is judged by its wording where nothing helps",
      replies: [said("Paris."), said(""), said(""), said("")],
      confidence: { source: "heuristic", value: 0.7 },
      calls: 4,
    },
    {
      name: "is judged by its wording where the model cannot be asked again",
      replies: [said("Paris."), { error: new ProxyError("engine-refused", "connection refused") }],
      confidence: { source: "heuristic", value: 0.7 },
      calls: 2,
    },
    {
      name: "is capped where it was cut, whoever judges it",
      replies: [{ ...said("Paris is"), finishReason: "length" as const }, said("A", 0.99)],
      confidence: { source: "self-check", value: 0.5, cappedBecause: "cut-by-length" },
      calls: 2,
    },
  ])("$name", async ({ replies, confidence, calls }) => {
    const backend = engine(...replies);

    const events = await collect(alone, question, testContext([backend]));

    const { attempt } = eventsOf(events, "attemptEnd")[0] ?? {};
    expect(attempt?.confidenceDetail).toMatchObject({ ...confidence, calibrated: false });
    expect(backend.requests).toHaveLength(calls);
  });

  it("needs no judge when it is empty", async () => {
    const backend = engine(said(" "));

    const events = await collect(alone, question, testContext([backend]));

    expect(eventsOf(events, "attemptEnd")[0]?.attempt?.confidenceDetail).toBeUndefined();
    expect(backend.requests).toHaveLength(1);
  });

  it("is judged once the engine's request is over, in the place that it holds", async () => {
    const state: Array<{ open: number; running: number }> = [];
    const backend = scriptedBackend({ id: "a" }, (call) => {
      state.push({ open: backend.open(), running: context.registry.get("a")?.lane.status().running ?? 0 });
      return call === 0 ? said("Paris.") : said("A", 0.9);
    });
    const context = testContext([backend]);

    await collect(alone, question, context);

    expect(state).toEqual([
      { open: 0, running: 1 },
      { open: 0, running: 1 },
    ]);
    expect(context.registry.get("a")?.lane.status().running).toBe(0);
  });

  it("is not asked about where no confidence is wanted", async () => {
    const backend = engine(said("Paris."));

    await collect(
      { id: "p", stages: [{ id: "ask", type: "text_generation", model: "m" }] },
      question,
      testContext([backend]),
    );

    expect(backend.requests).toHaveLength(1);
  });

  const slowOpinion = (asked: () => void): ScriptedAnswer => ({
    ...said("A"),
    before: () => (asked(), new Promise<void>(() => undefined)),
  });

  it.each([
    { name: "10 s", stage: {}, ms: 10_000 },
    { name: "what the answer leaves of deadline.total_ms", stage: { deadline: { totalMs: 5000 } }, ms: 4000 },
    { name: "half of what the answer leaves of timeout_ms", stage: { timeoutMs: 5000 }, ms: 2000 },
    { name: "half of what the answer leaves of the call's deadline", stage: {}, deadlineMs: 7000, ms: 3000 },
  ])("waits $name for an opinion, and then does without", async ({ stage, deadlineMs, ms }) => {
    const asked = deferred();
    const answer = { ...said("Paris."), before: () => context.clock.advance(1000) };
    const backend = engine(answer, slowOpinion(asked.resolve));
    const { signal } = new AbortController();
    const context = testContext([backend], { signal });
    if (deadlineMs !== undefined) noteDeadline(signal, () => deadlineMs - context.clock.now());
    const [first] = alone.stages;

    const running = collect({ ...alone, stages: [{ ...first, ...stage }] }, question, context);
    await asked.promise;
    await context.clock.advance(ms - 1);
    expect(backend.open()).toBe(1);
    await context.clock.advance(1);
    const events = await running;

    expect(eventsOf(events, "stageEnd")[0]?.result).toMatchObject({
      success: true,
      metadata: { confidence: 0.7, confidenceDetail: { source: "heuristic" }, nonePassed: true },
    });
    expect([backend.open(), context.clock.sleeping]).toEqual([0, 0]);
  });

  it("is returned when the opinion on it has left no time for the next rung", async () => {
    const asked = deferred();
    const backends = [
      engine(said("Paris."), slowOpinion(asked.resolve)),
      scriptedBackend({ id: "b" }, () => said("Lyon")),
    ];
    const context = testContext(backends);
    const [first] = ladder().stages;

    const running = collect({ ...alone, stages: [{ ...first, deadline: { totalMs: 4000 } }] }, question, context);
    await asked.promise;
    await context.clock.advance(4000);
    const events = await running;

    expect(eventsOf(events, "attemptEnd").map(({ attempt }) => attempt?.reason)).toEqual([
      "low-confidence",
      "stage-timeout",
    ]);
    expect(eventsOf(events, "stageEnd")[0]?.result).toMatchObject({ success: true, backend: "a" });
    expect(backends[1]?.requests).toEqual([]);
  });

  it("ends with the run that is aborted while it is judged", async () => {
    const abort = new AbortController();
    const backend = engine(said("Paris."), {
      ...said("A"),
      before: () => {
        abort.abort(new ProxyError("cancelled", "gone"));
        return new Promise<void>(() => undefined);
      },
    });

    await expect(collect(alone, question, testContext([backend], { signal: abort.signal }))).rejects.toThrow("gone");
    expect(backend.open()).toBe(0);
  });
});

describe("answers that somebody may judge", () => {
  const remembered = async (pipeline: Parameters<typeof collect>[0], ...replies: readonly ScriptedAnswer[]) => {
    const kept: JudgedRun[] = [];
    const backends = ["a", "b"].map((id, index) => scriptedBackend({ id }, () => replies[index] ?? said("")));
    await collect(
      pipeline,
      question,
      testContext(backends, { outcomes: { remember: (answer) => void kept.push(answer) } }),
    );
    return kept;
  };

  it("are remembered once a stage, with the features of the returned one", async () => {
    const kept = await remembered(ladder(), said("Lyon", 0.2), said("Paris", 0.9));

    expect(kept).toEqual([
      {
        runId: "run-1",
        stageId: "ask",
        facts: { model: "m", modelDigest: "", task: "climb/ask" },
        features: expect.objectContaining({ tokens: 1, min_logprob: Math.log(0.9), log_question_marks: Math.log(2) }),
        confidence: expect.closeTo(1 / (1 + Math.exp(2 - 5 * 0.9)), 10),
      },
    ]);
    expect(JSON.stringify(kept)).not.toMatch(/Paris|France/u);
  });

  it.each([
    {
      name: "no confidence is measured",
      pipeline: { id: "p", stages: [{ id: "ask", type: "text_generation", model: "m" }] },
      reply: said("Paris", 0.9),
    },
    { name: "the engine gives no probabilities", pipeline: ladder({ escalationPath: ["a"] }), reply: said("Paris") },
    {
      name: "there is no answer",
      pipeline: ladder({ escalationPath: ["a"] }),
      reply: { error: new ProxyError("invalid-request", "no") },
    },
  ])("are not remembered where $name", async ({ pipeline, reply }) => {
    expect(await remembered(pipeline, reply, reply)).toEqual([]);
  });
});

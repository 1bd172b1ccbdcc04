import { scriptedBackend, type ScriptedBackend } from "@compute-proxy/backend/testing";
import type { Scope } from "@compute-proxy/backend";
import { ProxyError, untilAborted } from "@compute-proxy/core";
import { deferred } from "@compute-proxy/core/testing";
import type { EntryKnowledge } from "@compute-proxy/forwarding";
import { describe, expect, it } from "@jest/globals";
import { fittedModel, scriptedBook } from "./testing/calibration.js";
import { collect, eventsOf, testContext } from "./testing/index.js";

const rungs = ["small", "middle", "large"];
const rounded = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Number(value.toFixed(9));

const staged = (changes: object = {}, policy: object = {}) => ({
  id: "p",
  tiers: Object.fromEntries(rungs.map((model) => [model, { backend: model, model }])),
  stages: [
    {
      id: "ask",
      type: "text_generation",
      model: "small",
      routing: "prior",
      forwardingPolicy: {
        enableConfidenceCheck: true,
        minConfidence: 0.75,
        escalationPath: rungs,
        ...policy,
      },
      ...changes,
    },
  ],
});
const question = { text: "Why?" };
const ladder = (): ScriptedBackend[] =>
  rungs.map((id) => scriptedBackend({ id }, () => ({ deltas: [id], probabilities: [0.99] })));

/** ln 2 is the feature's value for a prompt of one question mark. */
const expecting = (probability: number): EntryKnowledge => ({
  promptModel: fittedModel("log_question_marks", { from: Math.LN2 - Math.log(probability / (1 - probability)) }),
  labelled: [],
  embeddingModel: undefined,
  labels: 40,
});
const knowing = (...probabilities: ReadonlyArray<number | undefined>) =>
  scriptedBook({
    entry({ model }) {
      const probability = probabilities[rungs.indexOf(model)];
      return probability === undefined ? undefined : expecting(probability);
    },
  });

describe("routing: prior", () => {
  it.each([
    { name: "the first rung that is good enough", priors: [0.6, 0.8, 0.9], entry: "middle", reason: "prior" },
    { name: "the first rung, when it is good enough", priors: [0.8, 0.9, 0.9], entry: "small", reason: "prior" },
    { name: "the best one when none is", priors: [0.1, 0.6, 0.4], entry: "middle", reason: "prior" },
    { name: "the last of equally good ones when none is", priors: [0.4, 0.6, 0.6], entry: "large", reason: "prior" },
    { name: "an unknown rung as usual", priors: [undefined, 0.9, 0.9], entry: "small", reason: "escalation-path" },
    { name: "an unknown rung behind a weak one", priors: [0.2, undefined, 0.9], entry: "middle", reason: "prior" },
  ])("enters $name", async ({ priors, entry, reason }) => {
    const backends = ladder();

    const events = await collect(staged(), question, testContext(backends, { calibration: knowing(...priors) }));

    const [started] = eventsOf(events, "stageStart");
    expect(eventsOf(events, "attemptStart")[0]).toMatchObject({ backend: entry, reason });
    expect(
      started?.priors.map(({ backend, model, value, labels }) => [backend, model, rounded(value), labels]),
    ).toEqual(rungs.map((id, index) => [id, id, priors[index], priors[index] === undefined ? undefined : 40]));
    expect(started?.route).toEqual(rungs.slice(rungs.indexOf(entry)));
  });

  it.each([
    { name: "min_confidence", policy: { minConfidence: 0.9 }, entry: "large" },
    { name: "0.5 without min_confidence", policy: { minConfidence: undefined }, entry: "middle" },
  ])("takes as good enough what reaches $name", async ({ policy, entry }) => {
    const calibration = knowing(0.45, 0.55, 0.95);

    const events = await collect(staged({}, policy), question, testContext(ladder(), { calibration }));

    expect(eventsOf(events, "attemptStart")[0]?.backend).toBe(entry);
  });

  it.each([
    { name: "without labels, and says that there are none", changes: {}, calibration: scriptedBook(), told: 3 },
    { name: "without a calibration, and says so too", changes: {}, calibration: undefined, told: 3 },
    {
      name: "where the stage does not ask for it",
      changes: { routing: "" },
      calibration: knowing(0.1, 0.9, 0.9),
      told: 0,
    },
  ])("changes nothing $name", async ({ changes, calibration, told }) => {
    const events = await collect(staged(changes), question, testContext(ladder(), { calibration }));

    const priors = eventsOf(events, "stageStart")[0]?.priors ?? [];
    expect(priors).toHaveLength(told);
    expect(priors.filter(({ value, labels }) => value !== undefined || labels !== undefined)).toEqual([]);
    expect(eventsOf(events, "attemptStart")[0]).toMatchObject({ backend: "small", reason: "escalation-path" });
  });

  it("goes on from the entry as from any rung", async () => {
    const backends = ladder().map((backend, index) =>
      index === 1 ? scriptedBackend({ id: "middle" }, () => ({ deltas: ["?"], probabilities: [0.1] })) : backend,
    );

    const events = await collect(staged(), question, testContext(backends, { calibration: knowing(0.1, 0.8, 0.2) }));

    expect(eventsOf(events, "attemptStart").map(({ backend, reason }) => [backend, reason])).toEqual([
      ["middle", "prior"],
      ["large", "escalation"],
    ]);
  });

  it("leaves a stage alone that no text reaches: its error is its own", async () => {
    const events = await collect(
      staged({ inputTransform: { template: "{{ .Input | remove: 'Why?' }}" } }),
      question,
      testContext(ladder(), { calibration: knowing(0.1, 0.9, 0.9) }),
    );

    expect(eventsOf(events, "runEnd")[0]?.error?.message).toContain("no text reaches it");
    expect(eventsOf(events, "stageStart")[0]?.priors.map(({ value }) => value)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("the neighbours of a prompt", () => {
  /** The scripted backends embed a text as its length and 1. */
  const near = { embedding: [question.text.length, 1], good: false };
  const far = { embedding: [-1, 40], good: true };
  const neighbours = (count: number, changes: Partial<EntryKnowledge> = {}): EntryKnowledge => ({
    promptModel: { ...fittedModel("log_question_marks"), calibration: { kind: "none" } },
    labelled: Array.from({ length: count }, (_, index) => (index % 2 === 0 ? near : far)),
    embeddingModel: "minilm",
    labels: count,
    ...changes,
  });
  const bookOf = (small: EntryKnowledge) =>
    scriptedBook({ entry: ({ model }) => (model === "small" ? small : undefined) });
  /** All ten nearest ones are bad: (0 + 5 x 0.5) / (10 + 5). */
  const byNeighbours = 1 / 6;

  it.each([
    { name: "count from 20 on", small: neighbours(20), value: byNeighbours },
    { name: "do not count under 20", small: neighbours(19), value: undefined },
    {
      name: "do not count without the name of their model",
      small: neighbours(20, { embeddingModel: undefined }),
      value: undefined,
    },
    {
      name: "do not count when the vectors have another length",
      small: neighbours(20, { labelled: neighbours(20).labelled.map(({ good }) => ({ embedding: [1], good })) }),
      value: undefined,
    },
    {
      name: "count together with the features",
      small: neighbours(20, { promptModel: fittedModel("log_question_marks", { from: Math.LN2 }) }),
      value: 1 / (1 + Math.sqrt(5)),
    },
  ])("$name", async ({ small, value }) => {
    const events = await collect(staged(), question, testContext(ladder(), { calibration: bookOf(small) }));

    const [prior] = eventsOf(events, "stageStart")[0]?.priors ?? [];
    expect(rounded(prior?.value)).toBe(rounded(value));
    expect(prior).toMatchObject({ backend: "small", labels: small.labels });
  });

  it("are found by one call, in a place at the backend that is given back", async () => {
    const asked: string[] = [];
    const [small, ...others] = ladder();
    if (!small) throw new Error("there is no small rung");
    const embedding: ScriptedBackend = {
      ...small,
      port: {
        ...small.port,
        embed(request, scope) {
          asked.push(`${request.model}: ${request.text}, ${context.registry.get("small")?.lane.status().running}`);
          return small.port.embed(request, scope);
        },
      },
    };
    const both = neighbours(20);
    const context = testContext([embedding, ...others], { calibration: scriptedBook({ entry: () => both }) });

    await collect(staged(), question, context);

    expect(asked).toEqual(["minilm: Why?, 1"]);
    expect(context.registry.get("small")?.lane.status().running).toBe(0);
  });

  it.each([
    { name: "fails", embed: () => Promise.reject(new ProxyError("engine-refused", "connection refused")) },
    {
      name: "takes longer than 2 s",
      embed: (signal: AbortSignal) => untilAborted(new Promise<never>(() => undefined), signal),
    },
  ])("are left out when the embedding $name", async ({ embed }) => {
    const began = deferred();
    const backends = ladder().map((backend) => ({
      ...backend,
      port: {
        ...backend.port,
        embed: (_: unknown, { signal }: Scope) => {
          began.resolve();
          return embed(signal);
        },
      },
    }));
    const context = testContext(backends, { calibration: bookOf(neighbours(20)) });

    const running = collect(staged(), question, context);
    await began.promise;
    await context.clock.advance(2000);
    const events = await running;

    expect(eventsOf(events, "stageStart")[0]?.priors[0]).toMatchObject({
      backend: "small",
      value: undefined,
      labels: 20,
    });
    expect(eventsOf(events, "runEnd")[0]?.success).toBe(true);
  });

  it("are left out when no backend serves their model", async () => {
    const backends = rungs.map((id) =>
      scriptedBackend({ id, models: { supported: [id] } }, () => ({ deltas: [id], probabilities: [0.99] })),
    );

    const events = await collect(staged(), question, testContext(backends, { calibration: bookOf(neighbours(20)) }));

    expect(eventsOf(events, "stageStart")[0]?.priors[0]?.value).toBeUndefined();
  });
});

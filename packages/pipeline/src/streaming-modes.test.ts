import { ProxyError } from "@compute-proxy/core";
import { deferred } from "@compute-proxy/core/testing";
import { Pipeline, PipelineInput } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import type { CalibrationBook } from "@compute-proxy/forwarding";
import { describe, expect, it } from "@jest/globals";
import { execute } from "./execute.js";
import { continuesBy, continuingBackend } from "./testing/continuing-backend.js";
import { collect, collectAsTimePasses, eventsOf, testContext } from "./testing/test-run.js";

type Events = Awaited<ReturnType<typeof collect>>;

const question = { text: "Why?" };
const words = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index} `);
/** A backend that writes so many words, each of that probability. */
const writer = (id: string, count: number, probability: number) =>
  scriptedBackend({ id }, () => ({
    deltas: words(id, count),
    probabilities: words(id, count).map(() => probability),
  }));
const ladder = (streaming: string, policy: object = {}, changes: object = {}) => ({
  id: "p",
  stages: [
    {
      id: "s",
      type: "text_generation",
      model: "m",
      generation: { temperature: 0 },
      ...changes,
      forwardingPolicy: {
        enableConfidenceCheck: true,
        minConfidence: 0.75,
        escalationPath: ["a", "b", "c"],
        streaming,
        ...policy,
      },
    },
  ],
});
const resultOf = (events: Events) => eventsOf(events, "runEnd")[0]?.stageResults[0];

/** What a client that follows every rule has at the end, how often it had to take something back, and whether a piece fitted badly. */
function clientOf(events: Events): { readonly text: string; readonly retractions: number; readonly gaps: number } {
  let text = "";
  let retractions = 0;
  let gaps = 0;
  for (const { event } of events) {
    if (event?.$case === "textDelta") {
      if (event.value.textOffset !== Array.from(text).length) gaps += 1;
      text += event.value.text;
    } else if (event?.$case === "retracted") {
      text = Array.from(text).slice(0, event.value.textOffset).join("");
      retractions += 1;
    }
  }
  return { text, retractions, gaps };
}
const sequences = (events: Events): readonly number[] => eventsOf(events, "textDelta").map(({ sequence }) => sequence);

describe("a stage with a check, shown", () => {
  const answers = [
    { name: "first is sure", first: 0.99, second: 0.99, third: 0.99, best: "a", none: false },
    { name: "second is sure", first: 0.1, second: 0.99, third: 0.99, best: "b", none: false },
    { name: "none is sure, the first is best", first: 0.3, second: 0.1, third: 0.1, best: "a", none: true },
    { name: "none is sure, the last is best", first: 0.1, second: 0.2, third: 0.3, best: "c", none: true },
  ];
  const backends = ({ first, second, third }: (typeof answers)[number]) => [
    writer("a", 5, first),
    writer("b", 5, second),
    writer("c", 5, third),
  ];

  it.each(answers)("provisional, leaves the client with the chosen answer: $name", async (row) => {
    const events = await collect(ladder("provisional"), question, testContext(backends(row)));

    const chosen = words(row.best, 5).join("");
    expect(clientOf(events)).toMatchObject({ text: chosen, gaps: 0 });
    expect(resultOf(events)).toMatchObject({ backend: row.best, output: { kind: { value: chosen } } });
    expect(sequences(events)).toEqual(sequences(events).map((_, index) => index));
  });

  it.each(answers)("hold, comes in one piece that is never taken back: $name", async (row) => {
    const events = await collect(ladder("hold"), question, testContext(backends(row)));

    expect(eventsOf(events, "textDelta")).toMatchObject([{ text: words(row.best, 5).join(""), provisional: false }]);
    expect(clientOf(events).retractions).toBe(0);
  });

  it("provisional, is sent at once and taken back before the next attempt writes", async () => {
    const all = [writer("a", 2, 0.1), writer("b", 1, 0.99)];

    const events = await collect(ladder("provisional"), question, testContext(all));
    const order = events.flatMap(({ event }) => {
      if (event?.$case === "textDelta") return [`${event.value.text}${event.value.provisional ? "?" : ""}`];
      if (event?.$case === "retracted") return [`back to ${event.value.textOffset}: ${event.value.reason}`];
      return event?.$case === "forwarded" ? ["forwarded"] : [];
    });

    expect(order).toEqual(["a0 ?", "a1 ?", "back to 0: low-confidence", "forwarded", "b0 ?"]);
    expect(eventsOf(events, "retracted")).toEqual([
      { stageId: "s", attempt: 1, textOffset: 0, reason: "low-confidence" },
    ]);
  });

  it("provisional, is final where no other answer could take its place", async () => {
    const all = [writer("a", 2, 0.99)];

    const events = await collect(
      ladder("provisional", { maxRetries: 0 }),
      question,
      testContext([...all, writer("b", 1, 1)]),
    );

    expect(eventsOf(events, "textDelta").map(({ provisional }) => provisional)).toEqual([false, false]);
  });

  it("provisional, goes on elsewhere without being taken back when its backend is lost", async () => {
    const model = { tokens: words("w", 6), probability: 0.99 };
    const lost = () => ({ fails: { after: 3, error: new ProxyError("engine-reset", "reset") } });
    const all = [continuingBackend({ id: "a" }, model, lost), continuingBackend({ id: "b" }, model)];
    const context = testContext(all, { continuations: continuesBy("raw") });

    const events = await collect(ladder("provisional"), question, context);

    expect(clientOf(events)).toEqual({ text: model.tokens.join(""), retractions: 0, gaps: 0 });
  });

  it("provisional, is taken back and begun anew where it can go on nowhere", async () => {
    const lost = scriptedBackend({ id: "a" }, () => ({
      deltas: ["half "],
      error: new ProxyError("engine-reset", "reset"),
    }));

    const events = await collect(
      ladder("provisional", {}, { generation: { temperature: 1 } }),
      question,
      testContext([lost, writer("b", 2, 0.99)]),
    );

    expect(clientOf(events)).toEqual({ text: "b0 b1 ", retractions: 1, gaps: 0 });
    expect(resultOf(events)?.success).toBe(true);
  });

  it.each([
    { name: "an answer of fewer tokens is held, and handed on", tokens: 6, text: words("b", 5).join(""), backend: "b" },
    { name: "one of as many is shown, and stays", tokens: 5, text: words("a", 5).join(""), backend: "a" },
  ])("commit_after: $name", async ({ tokens, text, backend }) => {
    const all = [writer("a", 5, 0.1), writer("b", 5, 0.99)];

    const events = await collect(ladder("commit_after", { commitAfterTokens: tokens }), question, testContext(all));

    expect(clientOf(events)).toEqual({ text, retractions: 0, gaps: 0 });
    expect(resultOf(events)).toMatchObject({ backend, success: true });
    expect(eventsOf(events, "textDelta").every(({ provisional }) => !provisional)).toBe(true);
  });

  it("commit_after, is live from its token on, with what waited before it in one piece", async () => {
    const last = deferred();
    const backend = scriptedBackend({ id: "a" }, () => ({
      deltas: words("a", 4),
      probabilities: [1, 1, 1, 1],
      before: (index) => (index === 3 ? last.promise : Promise.resolve()),
    }));
    const pipeline = ladder("commit_after", { commitAfterTokens: 2 });
    const texts: string[] = [];

    const run = execute(
      Pipeline.fromPartial(pipeline),
      PipelineInput.fromPartial(question),
      testContext([backend, writer("b", 1, 1)]),
    );
    for await (const { event } of run) {
      if (event?.$case !== "textDelta") continue;
      texts.push(event.value.text);
      if (texts.length === 2) last.resolve();
    }

    expect(texts).toEqual(["a0 a1 ", "a2 ", "a3 "]);
  });

  it("commit_after, shows what several backends wrote before its token", async () => {
    const model = { tokens: words("w", 6), probability: 0.99 };
    const lost = () => ({ fails: { after: 2, error: new ProxyError("engine-reset", "reset") } });
    const all = [continuingBackend({ id: "a" }, model, lost), continuingBackend({ id: "b" }, model)];
    const context = testContext(all, { continuations: continuesBy("raw") });

    const events = await collect(ladder("commit_after", { commitAfterTokens: 4 }), question, context);

    expect(eventsOf(events, "textDelta").map(({ text }) => text)).toEqual(["w0 w1 w2 w3 ", "w4 ", "w5 "]);
  });

  it("commit_after, counts what is written anew once", async () => {
    const model = { tokens: words("w", 8), probability: 0.99 };
    const lost = () => ({ fails: { after: 3, error: new ProxyError("engine-reset", "reset") } });
    const all = [continuingBackend({ id: "a" }, model, lost), continuingBackend({ id: "b" }, model)];

    const events = await collect(ladder("commit_after", { commitAfterTokens: 6 }), question, testContext(all));

    expect(eventsOf(events, "textDelta").map(({ text }) => text)).toEqual(["w0 w1 w2 w3 w4 w5 ", "w6 ", "w7 "]);
  });

  it("comes to the same for who reads the result alone", async () => {
    for (const streaming of ["hold", "commit_after", "provisional"]) {
      for (const row of answers) {
        const read = await collect(ladder(streaming), question, testContext(backends(row)));
        const unread = await collect(ladder(streaming), question, testContext(backends(row), { reads: "result" }));

        expect(eventsOf(unread, "runEnd")).toEqual(eventsOf(read, "runEnd"));
        expect(unread).toHaveLength(1);
      }
    }
  });
});

describe("a weak draft", () => {
  const calibration: CalibrationBook = {
    confidence: () => undefined,
    earlyExitTheta: ({ model, task }) => (model === "m" && task === "p/s" ? -1 : undefined),
    entry: () => undefined,
  };
  const attempts = (events: Events): readonly string[] =>
    eventsOf(events, "attemptEnd").map(({ attempt }) =>
      [attempt?.backend, attempt?.outcome, attempt?.reason, attempt?.tokensOut].join(" "),
    );
  const weak = (id: string) => writer(id, 40, 0.05);

  it.each(["hold", "provisional"])(
    "is aborted at the engine and handed on, with what it had written: %s",
    async (streaming) => {
      const all = [weak("a"), writer("b", 3, 0.99)];
      const context = testContext(all, { calibration });

      const events = await collect(ladder(streaming, { enableEarlyExit: true }), question, context);

      expect(attempts(events)).toEqual(["a rejected early-exit 9", "b accepted checks-passed 3"]);
      expect(eventsOf(events, "forwarded")).toMatchObject([{ kind: "escalation", reason: "early-exit" }]);
      expect(clientOf(events).text).toBe("b0 b1 b2 ");
      expect(all[0]?.open()).toBe(0);
    },
  );

  it.each([
    { name: "no rung is left", policy: { enableEarlyExit: true, escalationPath: ["a"] }, known: calibration },
    { name: "no attempt is left", policy: { enableEarlyExit: true, maxRetries: 0 }, known: calibration },
    { name: "the stage does not ask", policy: {}, known: calibration },
    {
      name: "nothing was fitted to its model",
      policy: { enableEarlyExit: true },
      known: { ...calibration, earlyExitTheta: () => undefined },
    },
  ])("is written to its end where $name", async ({ policy, known }) => {
    const context = testContext([weak("a"), writer("b", 3, 0.99)], { calibration: known });

    const events = await collect(ladder("hold", policy), question, context);

    expect(attempts(events)[0]).toBe("a rejected low-confidence 40");
  });

  it.each([
    { name: "before it shows to be weak", commitAfterTokens: 4 },
    { name: "with the token that shows it to be weak", commitAfterTokens: 9 },
  ])("is written to its end once the client has text of it: $name", async ({ commitAfterTokens }) => {
    const context = testContext([weak("a"), writer("b", 3, 0.99)], { calibration });
    const policy = { enableEarlyExit: true, commitAfterTokens };

    const events = await collect(ladder("commit_after", policy), question, context);

    expect(attempts(events)).toEqual(["a rejected low-confidence 40"]);
    expect(clientOf(events).text).toBe(words("a", 40).join(""));
  });

  it("is not returned as an answer when the others are gone", async () => {
    const gone = scriptedBackend({ id: "b" }, () => ({ error: new ProxyError("engine-refused", "refused") }));
    const context = testContext([weak("a"), gone], { calibration });

    const events = await collectAsTimePasses(ladder("hold", { enableEarlyExit: true }), question, context);

    expect(resultOf(events)).toMatchObject({ success: false, error: { reason: "engine-refused" } });
  });
});

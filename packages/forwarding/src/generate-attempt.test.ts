import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { type GeneratedText, generateAttempt, type GenerationReader, wholeTextReader } from "./generate-attempt.js";

const request = GenerateRequest.fromPartial({ model: "m", prompt: "p", logprobs: true });
const signal = new AbortController().signal;
const reader = (clock = new FakeClock()): GenerationReader<GeneratedText> =>
  wholeTextReader(clock, (generated) => generated);

describe("generateAttempt", () => {
  it("yields the text as it comes and returns the whole, with the time to the first token", async () => {
    const clock = new FakeClock();
    const backend = scriptedBackend({ id: "a" }, () => ({
      deltas: ["", "Hel", "lo"],
      probabilities: [1, 0.5, 0.25],
      before: (index) => (index === 1 ? clock.advance(40) : Promise.resolve()),
    }));

    const attempt = generateAttempt(backend.port, request, { signal, clock }, reader(clock));
    const pieces: string[] = [];
    let step = await attempt.next();
    while (step.done !== true) {
      pieces.push(step.value.text);
      step = await attempt.next();
    }

    expect(pieces).toEqual(["Hel", "lo"]);
    expect(step.value).toMatchObject({ text: "Hello", ttftMs: 40, end: { finishReason: "stop" } });
    expect(step.value.logprobs.map(({ logprob }) => Math.exp(logprob))).toEqual([1, 0.5, 0.25]);
  });

  it("tells how long the engine took, without the time of its reader", async () => {
    const clock = new FakeClock();
    const backend = scriptedBackend({ id: "a" }, () => ({ deltas: ["a", "b"], before: () => clock.advance(40) }));

    const attempt = generateAttempt(backend.port, request, { signal, clock }, reader(clock));
    let step = await attempt.next();
    while (step.done !== true) {
      await clock.advance(1000);
      step = await attempt.next();
    }

    expect(step.value).toMatchObject({ ttftMs: 40, engineMs: 80 });
  });

  it.each([
    { name: "after the answer", script: { deltas: ["a"] }, leavesEarly: false, notes: ["answer", "closed"] },
    { name: "after a failure", script: { deltas: ["a"], ends: false }, leavesEarly: false, notes: ["closed"] },
    { name: "when it is left early", script: { deltas: ["a"] }, leavesEarly: true, notes: ["closed"] },
  ])("closes its reader once: $name", async ({ script, leavesEarly, notes }) => {
    const seen: string[] = [];
    const noting: GenerationReader<void> = {
      ...reader(),
      answer: () => void seen.push("answer"),
      closed: () => void seen.push("closed"),
    };
    const backend = scriptedBackend({ id: "a" }, () => script);
    const attempt = generateAttempt(backend.port, request, { signal, clock: new FakeClock() }, noting);

    await attempt.next();
    await (leavesEarly ? attempt.return() : attempt.next()).catch(() => undefined);

    expect(seen).toEqual(notes);
  });

  it("fails when the final record is missing, whatever text came", async () => {
    const backend = scriptedBackend({ id: "a" }, () => ({ deltas: ["text"], ends: false }));
    const attempt = generateAttempt(backend.port, request, { signal, clock: new FakeClock() }, reader());

    await attempt.next();

    await expect(attempt.next()).rejects.toMatchObject({ code: "no-final-record" });
  });

  it("closes the engine's request before its answer is made when the reader wants no more", async () => {
    const backend = scriptedBackend({ id: "a" }, () => ({ deltas: ["a", "b"] }));
    const content = { ...reader(), isWhole: () => true, answer: () => `${backend.open()} open` };

    const attempt = generateAttempt(backend.port, request, { signal, clock: new FakeClock() }, content);
    const steps = [await attempt.next(), await attempt.next()];

    expect(steps).toEqual([
      { done: false, value: { kind: "text", text: "a", tokens: 1 } },
      { done: true, value: "0 open" },
    ]);
  });

  it("closes the engine's request when it is left early", async () => {
    const backend = scriptedBackend({ id: "a" }, () => ({ deltas: ["a", "b"] }));
    const attempt = generateAttempt(backend.port, request, { signal, clock: new FakeClock() }, reader());
    await attempt.next();
    const openBefore = backend.open();

    await attempt.return(undefined as never);

    expect([openBefore, backend.open()]).toEqual([1, 0]);
  });

  it("ends with the signal's reason", async () => {
    const wait = deferred();
    const controller = new AbortController();
    const backend = scriptedBackend({ id: "a" }, () => ({
      deltas: ["a", "b"],
      before: (index) => (index === 1 ? wait.promise : Promise.resolve()),
    }));
    const scope = { signal: controller.signal, clock: new FakeClock() };
    const attempt = generateAttempt(backend.port, request, scope, reader());
    await attempt.next();

    const next = attempt.next();
    controller.abort();

    await expect(next).rejects.toMatchObject({ code: "cancelled" });
    expect(backend.open()).toBe(0);
  });
});

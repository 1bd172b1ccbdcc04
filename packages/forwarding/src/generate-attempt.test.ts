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

    const attempt = generateAttempt(backend.port, request, { signal }, reader(clock));
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

  it("fails when the final record is missing, whatever text came", async () => {
    const backend = scriptedBackend({ id: "a" }, () => ({ deltas: ["text"], ends: false }));
    const attempt = generateAttempt(backend.port, request, { signal }, reader());

    await attempt.next();

    await expect(attempt.next()).rejects.toMatchObject({ code: "no-final-record" });
  });

  it("closes the engine's request before its answer is made when the reader wants no more", async () => {
    const backend = scriptedBackend({ id: "a" }, () => ({ deltas: ["a", "b"] }));
    const content = { ...reader(), isWhole: () => true, answer: () => `${backend.open()} open` };

    const attempt = generateAttempt(backend.port, request, { signal }, content);
    const steps = [await attempt.next(), await attempt.next()];

    expect(steps).toEqual([
      { done: false, value: { kind: "text", text: "a", tokens: 1 } },
      { done: true, value: "0 open" },
    ]);
  });

  it("closes the engine's request when it is left early", async () => {
    const backend = scriptedBackend({ id: "a" }, () => ({ deltas: ["a", "b"] }));
    const attempt = generateAttempt(backend.port, request, { signal }, reader());
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
    const attempt = generateAttempt(backend.port, request, { signal: controller.signal }, reader());
    await attempt.next();

    const next = attempt.next();
    controller.abort();

    await expect(next).rejects.toMatchObject({ code: "cancelled" });
    expect(backend.open()).toBe(0);
  });
});

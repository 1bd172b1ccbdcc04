import { describe, expect, it } from "@jest/globals";
import { Backend } from "@compute-proxy/api";
import { EmbedRequest, GenerateRequest, type GenerateResponse } from "@compute-proxy/api/backend/v1";
import { ProxyError } from "@compute-proxy/core";
import { FakeClock } from "@compute-proxy/core/testing";
import { createSimulatedAdapter } from "./simulated-adapter.js";

const definition = Backend.fromPartial({
  id: "sim",
  hardware: "npu",
  characteristics: { avgLatencyMs: 100, maxTokensPerSecond: 50 },
  models: { preferred: ["llama3:70b", "all-minilm"] },
});
const prompt = "What is the capital of France?";
const patient = () => ({ signal: new AbortController().signal });
const request = (rest: Parameters<typeof GenerateRequest.fromPartial>[0] = {}): GenerateRequest =>
  GenerateRequest.fromPartial({ model: "llama3:70b", prompt, ...rest });

function setUp() {
  const clock = new FakeClock();
  const adapter = createSimulatedAdapter({ definition, clock });
  const seen: { at: number; part: GenerateResponse["part"] }[] = [];
  const read = async (signal = patient().signal, asked = request()): Promise<void> => {
    for await (const { part } of adapter.port.generate(asked, { signal })) seen.push({ at: clock.now(), part });
  };
  /** Lets what has begun reach its first sleep, then time pass. */
  const pass = async (ms: number): Promise<void> => {
    await clock.advance(0);
    await clock.advance(ms);
  };
  return { clock, pass, adapter, seen, read };
}

describe("generate", () => {
  it("gives the first token after the latency and the others at the device's speed, then the end", async () => {
    const { pass, seen, read } = setUp();

    const reading = read();
    await pass(1000);
    await reading;

    expect(seen.map(({ at }) => at)).toEqual([100, 120, 140, 160, 180, 200, 220, 220]);
    expect(seen.map(({ part }) => (part?.$case === "delta" ? part.value.text : part?.$case))).toEqual([
      "The",
      " capital",
      " of",
      " France",
      " is",
      " Paris",
      ".",
      "end",
    ]);
  });

  it("tells usage by the clock and the model's digest at the end", async () => {
    const { pass, adapter, seen, read } = setUp();
    const { models } = await adapter.port.describe({}, patient());

    const reading = read();
    await pass(1000);
    await reading;

    expect(seen.at(-1)?.part).toEqual({
      $case: "end",
      value: {
        finishReason: "stop",
        usage: { tokensIn: 7, tokensOut: 7, loadMs: undefined, promptMs: 100, generateMs: 120 },
        modelDigest: models[0]?.digest,
      },
    });
  });

  it("does not wait for a reader who is slower than the device", async () => {
    const { clock, pass, adapter } = setUp();
    const stream = adapter.port.generate(request(), patient())[Symbol.asyncIterator]();

    const first = stream.next();
    await pass(100);
    await first;
    await pass(60);
    const times = [];
    for (let count = 0; count < 3; count += 1) {
      await stream.next();
      times.push(clock.now());
    }

    expect(times).toEqual([160, 160, 160]);
  });

  it.each([
    { logprobs: true, told: [1, 1, 1, 1, 1, 1, 1] },
    { logprobs: false, told: [0, 0, 0, 0, 0, 0, 0] },
  ])("tells logprobs only when asked: $logprobs", async ({ logprobs, told }) => {
    const { pass, seen, read } = setUp();

    const reading = read(patient().signal, request({ logprobs }));
    await pass(1000);
    await reading;

    const deltas = seen.flatMap(({ part }) => (part?.$case === "delta" ? [part.value] : []));
    expect(deltas.map((delta) => delta.logprobs.length)).toEqual(told);
    for (const delta of deltas.filter(() => logprobs)) {
      expect(delta.logprobs[0]?.token).toBe(delta.text);
      expect(delta.logprobs[0]?.logprob).toBeLessThanOrEqual(0);
    }
  });

  it("serves one request at a time, in order", async () => {
    const { pass, seen, read } = setUp();

    const reading = Promise.all([read(), read(patient().signal, request({ options: { maxTokens: 1 } }))]);
    await pass(1000);
    await reading;

    expect(seen.map(({ at }) => at)).toEqual([100, 120, 140, 160, 180, 200, 220, 220, 320, 320]);
  });

  it.each([0, 99, 100, 130, 219])(
    "ends %d ms into the work at once when it is aborted, and is free for the next",
    async (at) => {
      const { clock, pass, seen, read } = setUp();
      const caller = new AbortController();
      const outcome = read(caller.signal).catch((error: unknown) => error);
      await pass(at);

      caller.abort(new ProxyError("deadline-exceeded", "too late"));
      expect(await outcome).toMatchObject({ code: "deadline-exceeded" });
      expect(clock.sleeping).toBe(0);

      const next = read();
      await pass(220);
      await next;
      expect(seen.at(-1)).toMatchObject({ at: at + 220, part: { $case: "end" } });
    },
  );

  it.each([1, 3, 7])("ends an aborted answer after %d tokens, also where more are due", async (count) => {
    const { pass, adapter } = setUp();
    const caller = new AbortController();
    const stream = adapter.port.generate(request(), { signal: caller.signal })[Symbol.asyncIterator]();
    const first = stream.next();
    await pass(100);
    await first;
    await pass(1000);
    for (let token = 1; token < count; token += 1) await stream.next();

    caller.abort();

    await expect(stream.next()).rejects.toMatchObject({ code: "cancelled" });
  });

  it("leaves the queue at once when it is aborted there", async () => {
    const { pass, read } = setUp();
    const caller = new AbortController();
    const first = read();
    const outcome = read(caller.signal).catch((error: unknown) => error);
    await pass(50);

    caller.abort();
    expect(await outcome).toMatchObject({ code: "cancelled" });

    await pass(170);
    await first;
  });

  it("frees the device when the reader leaves", async () => {
    const { pass, adapter, seen, read } = setUp();
    const leave = async (): Promise<void> => {
      for await (const _ of adapter.port.generate(request(), patient())) break;
    };
    const leaving = leave();
    await pass(100);
    await leaving;

    const next = read();
    await pass(220);
    await next;
    expect(seen.at(-1)?.at).toBe(320);
  });

  it.each([
    { what: "model", asked: { model: "gpt-5" }, code: "engine-lacks-model" },
    { what: "kind of model", asked: { model: "all-minilm" }, code: "not-capable" },
    { what: "option", asked: { options: { temperature: 5 } }, code: "invalid-request" },
    { what: "context", asked: { options: { contextLength: 5 } }, code: "prompt-too-long" },
  ])("refuses a wrong $what with $code, without waiting", async ({ asked, code }) => {
    const { clock, read } = setUp();

    await expect(read(patient().signal, request(asked))).rejects.toMatchObject({ code });
    expect(clock.sleeping).toBe(0);
  });
});

describe("a generation that another backend may have to go on with", () => {
  const hurried = { now: () => 0, sleep: () => Promise.resolve() };
  const partsOf = async (id: string, hardware: string, asked: Parameters<typeof request>[0]) => {
    const adapter = createSimulatedAdapter({ definition: { ...definition, id, hardware }, clock: hurried });
    const parts = [];
    for await (const { part } of adapter.port.generate(request(asked), patient())) if (part) parts.push(part);
    return parts;
  };

  it("tells the rendered prompt, then one id for each token; nothing of both when it is not asked", async () => {
    const [begin, ...parts] = await partsOf("sim", "npu", { continuable: true });
    const plain = await partsOf("sim", "npu", {});

    expect(begin).toMatchObject({ $case: "begin", value: { renderedPrompt: `<|user|>${prompt}<|assistant|>` } });
    const deltas = parts.flatMap((part) => (part.$case === "delta" ? [part.value] : []));
    expect(deltas.map(({ tokens, tokenIds }) => [tokens, tokenIds.length])).toEqual(deltas.map(() => [1, 1]));
    expect(plain.map(({ $case }) => $case)).not.toContain("begin");
    expect(plain.flatMap((part) => (part.$case === "delta" ? part.value.tokenIds : []))).toEqual([]);
  });

  it.each([
    { way: "raw", rest: { prompt: `<|user|>${prompt}<|assistant|>The capital of`, raw: true } },
    {
      way: "an open last message",
      rest: {
        prompt: "",
        messages: [
          { role: "user", content: prompt },
          { role: "assistant", content: "The capital of" },
        ],
        continueLastMessage: true,
      },
    },
  ])("goes on by $way on another backend with the same model", async ({ rest }) => {
    const parts = await partsOf("other", "nvidia", rest);

    const text = parts.map((part) => (part.$case === "delta" ? part.value.text : "")).join("");
    expect(text).toBe(" France is Paris.");
  });
});

describe("embed", () => {
  it("takes the latency and tells usage and digest", async () => {
    const { pass, adapter } = setUp();
    const embedding = adapter.port.embed(
      EmbedRequest.fromPartial({ model: "all-minilm", text: "two words" }),
      patient(),
    );
    await pass(100);

    expect(await embedding).toMatchObject({
      embedding: { values: { length: 384 } },
      usage: { tokensIn: 2, promptMs: 100 },
      modelDigest: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
  });

  it.each([
    { asked: { model: "all-minilm", text: "" }, code: "invalid-request" },
    { asked: { model: "all-minilm", text: "word ".repeat(600) }, code: "prompt-too-long" },
    { asked: { model: "llama3:70b", text: "a" }, code: "not-capable" },
    { asked: { model: "none", text: "a" }, code: "engine-lacks-model" },
  ])("fails with $code when it must", async ({ asked, code }) => {
    const { adapter } = setUp();

    await expect(adapter.port.embed(EmbedRequest.fromPartial(asked), patient())).rejects.toMatchObject({ code });
  });
});

describe("the adapter", () => {
  it("says that it is simulated", async () => {
    const { adapter } = setUp();

    expect(adapter.simulated).toBe(true);
    expect(await adapter.port.describe({}, patient())).toMatchObject({
      type: "simulated",
      engineVersion: "2",
      capabilities: ["text_generation", "embedding"],
      simulated: true,
      models: [{ name: "llama3:70b" }, { name: "all-minilm" }],
    });
  });

  it("ends running and later calls with shutting-down when it is closed", async () => {
    const { clock, pass, adapter, read } = setUp();
    const outcome = read().catch((error: unknown) => error);
    await pass(10);

    await adapter.close();

    expect(await outcome).toMatchObject({ code: "shutting-down" });
    await expect(read()).rejects.toMatchObject({ code: "shutting-down" });
    expect(clock.sleeping).toBe(0);
  });
});

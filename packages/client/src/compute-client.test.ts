import { rawAudio } from "./audio.js";
import { Pipeline } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { ProxyError } from "@compute-proxy/core";
import { FakeClock } from "@compute-proxy/core/testing";
import {
  neverAnswers,
  scriptedOutcomes,
  startTestService,
  type TestParts,
  type TestService,
  until,
} from "@compute-proxy/service/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { type ComputeClient, type ComputeClientOptions, createComputeClient, textOf } from "./index.js";

const pipelines = [
  Pipeline.fromPartial({ id: "one", stages: [{ id: "only", type: "text_generation", model: "small" }] }),
];
const generation = { prompt: "hi", model: "small" };
const run = { pipelineId: "one", input: { text: "hi" } };
const says = (...deltas: readonly string[]) => scriptedBackend({ id: "npu" }, () => ({ deltas }));

let service: TestService | undefined;
let client: ComputeClient | undefined;

async function start(parts: TestParts, options: Partial<ComputeClientOptions> = {}): Promise<ComputeClient> {
  const outcomes = scriptedOutcomes({ runId: "call-0", stageId: "only" });
  service = await startTestService({ pipelines, outcomes, ...parts });
  client = createComputeClient({ address: service.address, ...options });
  return client;
}

afterEach(async () => {
  client?.close();
  await service?.close();
});

async function all<T>(messages: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const message of messages) collected.push(message);
  return collected;
}

const rpcs: ReadonlyArray<{
  readonly rpc: string;
  readonly call: (client: ComputeClient) => Promise<unknown>;
  readonly answer: object;
}> = [
  {
    rpc: "executePipeline",
    call: (c) => c.executePipeline(run),
    answer: { success: true, finalOutput: { kind: { value: "Hello there" } } },
  },
  {
    rpc: "executePipelineStream",
    call: async (c) => (await all(c.executePipelineStream(run))).at(-1),
    answer: { event: { $case: "runEnd" } },
  },
  { rpc: "generate", call: (c) => c.generate(generation), answer: { response: "Hello there", backendUsed: "npu" } },
  {
    rpc: "generateStream",
    call: (c) => all(c.generateStream(generation)),
    answer: [{ token: "Hello" }, { token: " there" }, { done: true }],
  },
  { rpc: "embed", call: (c) => c.embed({ text: "four", model: "mini" }), answer: { embedding: [4, 1] } },
  {
    rpc: "reportOutcome",
    call: (c) => c.reportOutcome({ runId: "call-0", good: false }),
    answer: { model: "small", task: "p/only", labels: 1 },
  },
  { rpc: "listPipelines", call: (c) => c.listPipelines({}), answer: { pipelines: [{ id: "one", runnable: true }] } },
  { rpc: "getPipeline", call: (c) => c.getPipeline({ pipelineId: "one" }), answer: { pipeline: { id: "one" } } },
  { rpc: "listBackends", call: (c) => c.listBackends({}), answer: { backends: [{ backend: { id: "npu" } }] } },
  {
    rpc: "healthCheck",
    call: (c) => c.healthCheck({}),
    answer: { status: "SERVING", backendHealth: { npu: "unknown" } },
  },
];

describe("a client", () => {
  it.each(rpcs)("calls $rpc", async ({ call, answer }) => {
    const calls = await start({ backends: [says("Hello", " there")] });

    await expect(call(calls)).resolves.toMatchObject(answer);
  });

  it("calls transcribe and synthesize", async () => {
    const frame = rawAudio(new Uint8Array(3200), 16_000);
    const voice = scriptedBackend({ id: "voice" }, () => ({}), {
      transcribe: () => ({ text: "hello", segments: [] }),
      synthesize: () => [frame],
    });
    const calls = await start({ backends: [voice] });

    const heard = await calls.transcribe({ audio: frame, model: "m" });
    const said = await calls.synthesize({ text: "Hello.", model: "m" });

    expect(heard).toMatchObject({ text: "hello", backendUsed: "voice" });
    expect(said).toMatchObject({ audio: { mimeType: "audio/wav", sampleRateHz: 16_000 }, backendUsed: "voice" });
  });

  it("runs a pipeline by id on a text, or on any input, with options", async () => {
    const backend = says("Hello");
    const calls = await start({ backends: [backend] });
    const messages = [{ role: "user", content: "hello?" }];

    const response = await calls.runPipeline("one", "hi", { annotations: { custom: { user: "ada" } } });
    const events = await all(calls.streamPipeline("one", { messages }, { options: { enableStreaming: false } }));

    expect(textOf(response)).toBe("Hello");
    expect(service?.events[0]?.event).toMatchObject({ $case: "runStart", value: { labels: { user: "ada" } } });
    expect(events.some(({ event }) => event?.$case === "textDelta")).toBe(false);
    expect(backend.requests).toMatchObject([{ prompt: "hi" }, { messages }]);
  });

  it("throws the server's error with all that it knows", async () => {
    const calls = await start({ backends: [] });

    await expect(calls.generate({ options: { topP: 2 } })).rejects.toMatchObject({
      name: "ComputeError",
      code: "INVALID_ARGUMENT",
      reason: "invalid-request",
      violations: [{ field: "prompt" }, { field: "options.top_p", description: "must be 0 to 1, is 2" }],
      details: [{ $type: "google.rpc.ErrorInfo" }, { $type: "google.rpc.BadRequest" }],
    });
  });

  it("throws the same from a stream, after what it has read", async () => {
    const broken = scriptedBackend({ id: "npu" }, () => ({
      deltas: ["Hel"],
      error: new ProxyError("engine-reset", "gone"),
    }));
    const calls = await start({ backends: [broken] });
    const tokens: string[] = [];

    const read = async (): Promise<void> => {
      for await (const { token } of calls.generateStream(generation)) tokens.push(token);
    };

    await expect(read()).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "engine-reset", backend: "npu" });
    expect([tokens, broken.requests.length]).toEqual([["Hel"], 1]);
  });

  it("does not multiply the attempts that the server makes at its engines", async () => {
    const broken = scriptedBackend({ id: "npu" }, () => ({ error: new ProxyError("engine-reset", "gone") }));
    const calls = await start({ backends: [broken] }, { random: () => 0 });

    await expect(calls.generate(generation)).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "engine-reset" });

    expect(broken.requests).toHaveLength(3);
  });

  it("finds a server that comes back", async () => {
    const calls = await start({ backends: [says("Hello")] }, { retry: { attempts: 100 }, random: () => 0 });
    await calls.healthCheck({});
    const port = Number(service?.address.split(":")[1]);
    await service?.close();

    const answer = calls.healthCheck({});
    service = await startTestService({ backends: [says("Hello")], port });

    await expect(answer).resolves.toMatchObject({ status: "SERVING" });
  });

  it("names a server that is not there", async () => {
    const calls = await start({ backends: [] }, { retry: { attempts: 1 } });
    await service?.close();

    const failure = expect(calls.healthCheck({})).rejects.toMatchObject({ code: "UNAVAILABLE", reason: undefined });

    await failure;
    await expect(calls.healthCheck({})).rejects.toThrow(service?.address ?? "?");
  });

  it("takes answers of more than 4 MiB", async () => {
    const long = "x".repeat(6 * 1024 * 1024);
    const calls = await start({ backends: [says(long)] });

    expect((await calls.generate(generation)).response).toHaveLength(long.length);
  });
});

const endless: ReadonlyArray<{
  readonly rpc: string;
  readonly call: (client: ComputeClient, options: object) => Promise<unknown>;
}> = [
  { rpc: "executePipeline", call: (c, options) => c.executePipeline(run, options) },
  { rpc: "executePipelineStream", call: (c, options) => all(c.executePipelineStream(run, options)) },
  { rpc: "generate", call: (c, options) => c.generate(generation, options) },
  { rpc: "generateStream", call: (c, options) => all(c.generateStream(generation, options)) },
  { rpc: "embed", call: (c, options) => c.embed({ text: "hi", model: "mini" }, options) },
];

describe.each(endless)("the end of a call: $rpc", ({ call }) => {
  it("comes with the signal, and reaches the engine", async () => {
    const engine = neverAnswers("npu");
    const calls = await start({ backends: [engine.backend] });
    const controller = new AbortController();
    const result = expect(call(calls, { signal: controller.signal })).rejects.toMatchObject({ code: "CANCELLED" });
    await until(() => engine.open() === 1);

    controller.abort();

    await result;
    await until(() => engine.open() === 0);
  });

  it("comes with the client's own clock at the deadline, and reaches the engine", async () => {
    const engine = neverAnswers("npu");
    const clock = new FakeClock();
    const calls = await start({ backends: [engine.backend] }, { clock });
    const result = expect(call(calls, { deadlineMs: 60_000 })).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
    await until(() => engine.open() === 1);

    await clock.advance(60_000);

    await result;
    await until(() => engine.open() === 0);
  });

  it("comes from the server, which knows the deadline too", async () => {
    const engine = neverAnswers("npu");
    const clock = new FakeClock();
    const silent = { clock: new FakeClock(), deadlineMs: 60_000 };
    const calls = await start({ backends: [engine.backend], clock }, silent);
    const result = expect(call(calls, {})).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
    await until(() => engine.open() === 1);

    await clock.advance(60_000);

    await result;
    expect(engine.ended).toEqual(["deadline-exceeded"]);
  });
});

describe("the end of a client", () => {
  it("ends its calls, and no new one begins", async () => {
    const engine = neverAnswers("npu");
    const calls = await start({ backends: [engine.backend] });
    const running = expect(calls.generate(generation)).rejects.toMatchObject({
      code: "CANCELLED",
      message: "the client is closed",
    });
    await until(() => engine.open() === 1);

    calls.close();

    await running;
    await until(() => engine.open() === 0);
    await expect(calls.healthCheck({})).rejects.toMatchObject({ code: "CANCELLED", message: "the client is closed" });
  });

  it("leaves nothing behind when a loop is left early", async () => {
    const gate = new Promise<void>(() => undefined);
    const backend = scriptedBackend({ id: "npu" }, () => ({
      deltas: ["a", "b"],
      before: (index) => (index === 1 ? gate : Promise.resolve()),
    }));
    const calls = await start({ backends: [backend] });

    for await (const _ of calls.generateStream(generation)) break;

    await until(() => backend.open() === 0);
    expect(backend.requests).toHaveLength(1);
  });
});

describe("createComputeClient", () => {
  it.each(["", " ", ":50051"])('refuses "%s", an address without a host', (address) => {
    expect(() => createComputeClient({ address })).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT", message: expect.stringContaining('"host:port"') }),
    );
  });

  it.each(["127.0.0.1:1", "[::1]:1", "localhost:1", "dns:localhost:1", "unix:/run/proxy"])("takes %s", (address) => {
    expect(() => createComputeClient({ address }).close()).not.toThrow();
  });

  it.each([
    { what: "a deadline of 0", options: { deadlineMs: 0 } },
    { what: "a deadline that is no number", options: { deadlineMs: Number.NaN } },
    { what: "a deadline that no timer keeps", options: { deadlineMs: 2 ** 31 } },
    { what: "no attempt", options: { retry: { attempts: 0 } } },
    { what: "attempts without end", options: { retry: { attempts: Number.NaN } } },
  ])("refuses $what", ({ options }) => {
    const create = (): ComputeClient => createComputeClient({ address: "127.0.0.1:1", ...options });

    expect(create).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });
});

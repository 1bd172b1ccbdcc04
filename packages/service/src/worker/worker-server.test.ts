import { Backend } from "@compute-proxy/api";
import { BackendServiceDefinition, EmbedRequest, GenerateRequest } from "@compute-proxy/api/backend/v1";
import { type Adapter, type BackendPort, createRegistry, createRemoteAdapter } from "@compute-proxy/backend";
import { type ScriptedBackend, scriptedBackend } from "@compute-proxy/backend/testing";
import { type Clock, ProxyError, remainingMs, timeLimit, untilAborted } from "@compute-proxy/core";
import { deferred, FakeClock, runningClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createChannel, createClient } from "nice-grpc";
import { HealthDefinition } from "nice-grpc-server-health";
import type { ErrorPlace } from "../call/guard-calls.js";
import { reflectionV1 } from "../server/reflection.js";
import { neverAnswers, until } from "../testing/index.js";
import type { EndedCall } from "./note-calls.js";
import { createWorkerServer } from "./worker-server.js";

const closing: Array<() => Promise<void>> = [];
const noAbort = { signal: new AbortController().signal };
const embedding = EmbedRequest.fromPartial({ model: "any", text: "Hi" });
const generation = GenerateRequest.fromPartial({ model: "any", prompt: "Hi" });

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A worker over scripted backends, what it told of its calls, and remote backends of it. */
async function start(backends: readonly ScriptedBackend[], clock: Clock = runningClock) {
  const entries = backends.map((adapter) => ({ definition: adapter.definition, adapter }));
  const registry = createRegistry({ entries, policy: { unhealthyThreshold: 1 }, clock });
  const calls: EndedCall[] = [];
  const errors: Array<{ readonly error: unknown; readonly place: ErrorPlace }> = [];
  const server = createWorkerServer({
    registry,
    clock,
    onCall: (call) => calls.push(call),
    onError: (error, place) => errors.push({ error, place }),
  });
  const port = await server.listen("127.0.0.1", 0);
  closing.push(() => server.close());
  const address = `127.0.0.1:${port}`;
  const remote = (path = ""): Adapter => {
    const definition = Backend.fromPartial({ id: "far", type: "remote", endpoint: `http://${address}${path}` });
    const adapter = createRemoteAdapter({ definition, clock: runningClock });
    closing.push(() => adapter.close());
    return adapter;
  };
  return { server, address, remote, calls, errors };
}

function engine(definition: Parameters<typeof scriptedBackend>[0], port: Partial<BackendPort> = {}): ScriptedBackend {
  const scripted = scriptedBackend(definition, () => ({ deltas: ["a", "b"] }));
  return { ...scripted, port: { ...scripted.port, ...port } };
}

describe("a worker", () => {
  it("serves all its backends on one port, by their ids", async () => {
    const [npu, cpu] = [engine({ id: "npu" }), engine({ id: "cpu" })];
    const { remote } = await start([npu, cpu]);

    await readAll(remote("/cpu").port.generate(generation, noAbort));

    expect([npu.requests.length, cpu.requests.length]).toEqual([0, 1]);
  });

  it("holds its own limits for the calls of all proxies together", async () => {
    const gate = deferred();
    const slow = scriptedBackend({ id: "npu", limits: { maxConcurrent: 1, maxQueued: 0 } }, () => ({
      deltas: ["a"],
      before: () => gate.promise,
    }));
    const { remote } = await start([slow]);
    const first = readAll(remote().port.generate(generation, noAbort));
    await until(() => slow.open() === 1);

    await expect(readAll(remote().port.generate(generation, noAbort))).rejects.toMatchObject({
      code: "queue-full",
      retryAfterMs: 1000,
    });

    gate.resolve();
    await first;
  });

  it("says which backends it has when a call means none of them", async () => {
    const { remote } = await start([engine({ id: "npu" }), engine({ id: "cpu" })]);

    await expect(remote("/gpu").port.describe({}, noAbort)).rejects.toMatchObject({
      code: "backend-not-found",
      message: expect.stringContaining("it has npu, cpu"),
    });
  });

  it("keeps to its own aliases and patterns of models, also for the calls of others", async () => {
    const models = { aliases: { small: "any" }, excluded: ["huge*"] };
    const npu = engine({ id: "npu", models });
    const { port } = (await start([npu])).remote();

    await readAll(port.generate({ ...generation, model: "small" }, noAbort));
    const refused = port.embed({ ...embedding, model: "huge:70b" }, noAbort);

    await expect(refused).rejects.toMatchObject({ code: "engine-lacks-model", backend: "npu" });
    expect(npu.requests.map(({ model }) => model)).toEqual(["any"]);
    expect((await port.describe({}, noAbort)).models.map(({ name }) => name)).toEqual(["any", "small"]);
  });

  it.each([
    { what: "an emulated backend", backend: engine({ id: "npu", emulated: true }), marks: { emulated: true } },
    { what: "a simulated one", backend: { ...engine({ id: "npu" }), simulated: true }, marks: { simulated: true } },
  ])("says of $what with each answer that it is one", async ({ backend, marks }) => {
    const { remote } = await start([backend]);
    const [described, answered] = [remote(), remote()];

    const description = await described.port.describe({}, noAbort);
    await answered.port.embed(embedding, noAbort);

    const expected = { simulated: false, emulated: false, ...marks };
    expect(description).toMatchObject(expected);
    expect([described, answered]).toMatchObject([expected, expected]);
  });

  it("does not send a call round for ever when workers name each other in a circle", async () => {
    const circle: Partial<BackendPort> = { embed: (request, scope) => itself.port.embed(request, scope) };
    const { remote, calls } = await start([engine({ id: "npu", type: "remote" }, circle)]);
    const itself = remote();

    const failure = await itself.port.embed(embedding, noAbort).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: "engine-failed", message: expect.stringContaining("in a circle") });
    expect(calls).toHaveLength(9);
  });

  it("takes 31 MiB", async () => {
    const lengths: number[] = [];
    const port: Partial<BackendPort> = {
      async transcribe({ audio }) {
        lengths.push(audio?.data.length ?? 0);
        return { text: "", segments: [], language: "" };
      },
    };
    const { remote } = await start([engine({ id: "npu" }, port)]);
    const data = new Uint8Array(31 * 1024 * 1024);

    const audio = { data, mimeType: "audio/wav", sampleRateHz: 16_000, channels: 1 };
    await remote().port.transcribe({ model: "any", audio, language: "", prompt: "" }, noAbort);

    expect(lengths).toEqual([data.length]);
  });
});

describe("the end of a call", () => {
  it("comes to the worker's engine at once when the caller cancels", async () => {
    const { backend, open, ended } = neverAnswers("npu");
    const { remote } = await start([backend]);
    const caller = new AbortController();
    const call = remote().port.embed(embedding, { signal: caller.signal });
    const failed = expect(call).rejects.toMatchObject({ code: "cancelled" });
    await until(() => open() === 1);

    caller.abort();

    await failed;
    await until(() => open() === 0);
    expect(ended).toEqual(["cancelled"]);
  });

  it("is known to the worker beforehand when the caller has a deadline", async () => {
    const left = deferred<number | undefined>();
    const hold: Partial<BackendPort> = {
      embed(_request, { signal }) {
        left.resolve(remainingMs(signal));
        return untilAborted(deferred<never>().promise, signal);
      },
    };
    const { remote } = await start([engine({ id: "npu" }, hold)]);
    const late = (): ProxyError => new ProxyError("stage-timeout", "the stage took too long");
    const clock = new FakeClock();
    using limit = timeLimit(noAbort.signal, 60_000, clock, late);
    const call = remote().port.embed(embedding, { signal: limit.signal });
    const failed = expect(call).rejects.toMatchObject({ code: "stage-timeout" });

    const known = await left.promise;
    await clock.advance(60_000);

    await failed;
    expect(known).toBeGreaterThan(0);
    expect(known).toBeLessThanOrEqual(60_000);
  });

  it("comes by the worker's own clock when the deadline has passed and the caller says nothing", async () => {
    const { backend, open, ended } = neverAnswers("npu");
    const clock = new FakeClock();
    const { remote } = await start([backend], clock);
    const silent = new FakeClock();
    using limit = timeLimit(noAbort.signal, 60_000, silent, () => new ProxyError("stage-timeout", "never said"));
    const call = remote().port.embed(embedding, { signal: limit.signal });
    const failed = expect(call).rejects.toMatchObject({ code: "deadline-exceeded" });
    await until(() => open() === 1);

    await clock.advance(60_000);

    await failed;
    expect(ended).toEqual(["deadline-exceeded"]);
  });
});

describe("what a worker tells of its calls", () => {
  it("is the backend, the method, the time and the code, and no text", async () => {
    const busy = new ProxyError("engine-busy", "the queue is full");
    const { remote, calls } = await start(
      [engine({ id: "npu" }, { embed: () => Promise.reject(busy) })],
      new FakeClock(),
    );
    const { port } = remote("/npu");

    await readAll(port.generate(generation, noAbort));
    await port.embed(embedding, noAbort).catch(() => undefined);
    await remote("/cpu")
      .port.describe({}, noAbort)
      .catch(() => undefined);

    expect(calls).toEqual([
      { backend: "npu", method: "Generate", ms: 0, code: "OK", reason: undefined },
      { backend: "npu", method: "Embed", ms: 0, code: "RESOURCE_EXHAUSTED", reason: "engine-busy" },
      { backend: "cpu", method: "Describe", ms: 0, code: "NOT_FOUND", reason: "backend-not-found" },
    ]);
  });

  it("is CANCELLED for a reader who has left", async () => {
    const before = (index: number): Promise<void> => (index === 0 ? Promise.resolve() : deferred().promise);
    const { remote, calls } = await start([scriptedBackend({ id: "npu" }, () => ({ deltas: ["a", "b"], before }))]);

    for await (const _ of remote().port.generate(generation, noAbort)) break;
    await until(() => calls.length === 1);

    expect(calls).toMatchObject([{ backend: undefined, method: "Generate", code: "CANCELLED", reason: "cancelled" }]);
  });

  it("is an unexpected error itself, of which the caller gets only an id", async () => {
    const bug = new TypeError("canary");
    const { remote, errors } = await start([engine({ id: "npu" }, { embed: () => Promise.reject(bug) })]);

    const failure = await remote()
      .port.embed(embedding, noAbort)
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: "internal", message: expect.not.stringContaining("canary") });
    expect(errors).toMatchObject([{ error: bug, place: { method: "/compute.backend.v1.BackendService/Embed" } }]);
  });
});

describe("a worker that drains", () => {
  it("lets running calls finish, and sends new ones to another backend", async () => {
    const gate = deferred();
    const slow = scriptedBackend({ id: "npu" }, () => ({ deltas: ["a"], before: () => gate.promise }));
    const { server, remote } = await start([slow], new FakeClock());
    const { port } = remote();
    const running = readAll(port.generate(generation, noAbort));
    await until(() => slow.open() === 1);

    const drained = server.drain(30_000);
    const refused = await port.embed(embedding, noAbort).catch((error: unknown) => error);
    gate.resolve();

    expect(refused).toMatchObject({ code: "engine-reset", canFailOver: true });
    await expect(running).resolves.toBeUndefined();
    await expect(drained).resolves.toBe("clean");
  });
});

describe("a worker's server", () => {
  it.each(["", BackendServiceDefinition.fullName])('tells its health as "%s"', async (service) => {
    const channel = createChannel((await start([engine({ id: "npu" })])).address);

    await expect(createClient(HealthDefinition, channel).check({ service })).resolves.toEqual({ status: 1 });
    channel.close();
  });

  it("lists its services", async () => {
    const channel = createChannel((await start([engine({ id: "npu" })])).address);
    const { serverReflectionInfo } = createClient(reflectionV1, channel);
    const request = reflectionV1.serverReflectionInfo.requestDeserialize(Buffer.from([0x3a, 1, 0x2a]));

    const names: string[] = [];
    for await (const response of serverReflectionInfo(once(request))) {
      names.push(...(response.getListServicesResponse()?.getServiceList() ?? []).map((item) => item.getName()));
    }

    expect(names).toEqual([
      BackendServiceDefinition.fullName,
      "grpc.health.v1.Health",
      "grpc.reflection.v1.ServerReflection",
    ]);
    channel.close();
  });
});

async function* once<T>(item: T): AsyncIterable<T> {
  yield item;
}

async function readAll(messages: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of messages);
}

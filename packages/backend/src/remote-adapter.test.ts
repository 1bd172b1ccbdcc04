import { createServer as createTcpServer, type Server as TcpServer, type Socket } from "node:net";
import { Backend } from "@compute-proxy/api";
import {
  BackendServiceDefinition,
  type DescribeResponse,
  EmbedRequest,
  GenerateRequest,
} from "@compute-proxy/api/backend/v1";
import { type Clock, ProxyError } from "@compute-proxy/core";
import { FakeClock, runningClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createServer } from "nice-grpc";
import { errorDetailsServerMiddleware } from "nice-grpc-error-details";
import type { EngineMarks } from "./call-metadata.js";
import type { Adapter } from "./adapter.js";
import { createRegistry } from "./registry.js";
import { createRemoteAdapter } from "./remote-adapter.js";
import { connectMs } from "./remote-channel.js";
import { serveBackends } from "./serve-backend.js";
import { scriptedBackend } from "./testing/scripted-backend.js";

const closing: Array<() => Promise<void>> = [];
const noAbort = { signal: new AbortController().signal };
const embedding = EmbedRequest.fromPartial({ model: "any", text: "Hi" });
const generation = GenerateRequest.fromPartial({ model: "any", prompt: "Hi" });

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface WorkerPlan {
  readonly marks?: EngineMarks;
  readonly says?: Partial<DescribeResponse>;
  readonly port?: number;
}

/** A worker, which backends its calls have named, and the way to end it. */
async function worker({ marks, says = {}, port = 0 }: WorkerPlan = {}) {
  const asked: Array<string | undefined> = [];
  const engine = scriptedBackend({ id: "engine" }, () => ({ deltas: ["a"] })).port;
  const server = createServer().use(errorDetailsServerMiddleware);
  const served: typeof engine = {
    ...engine,
    describe: async (request, scope) => ({ ...(await engine.describe(request, scope)), ...says }),
  };
  const find = (id: string | undefined) => {
    asked.push(id);
    return { port: served, marks: () => marks };
  };
  server.add(BackendServiceDefinition, serveBackends(find));
  const number = await server.listen(`127.0.0.1:${port}`);
  const close = async (): Promise<void> => server.forceShutdown();
  closing.push(close);
  return { asked, close, number, endpoint: `http://127.0.0.1:${number}` };
}

function adapterFor(endpoint: string, clock: Clock = runningClock): Adapter {
  const definition = Backend.fromPartial({ id: "far", type: "remote", hardware: "npu", endpoint });
  const adapter = createRemoteAdapter({ definition, clock });
  closing.push(() => adapter.close());
  return adapter;
}

describe("a remote backend", () => {
  it("is taken to be able to do everything until its worker has described itself", async () => {
    const { endpoint } = await worker({ says: { capabilities: ["embedding", "made-up"] } });
    const adapter = adapterFor(endpoint);

    const before = adapter.capabilities;
    await adapter.port.describe({}, noAbort);

    expect(before).toEqual(["text_generation", "embedding", "audio_to_text", "text_to_audio"]);
    expect(adapter.capabilities).toEqual(["embedding"]);
  });

  it.each([{ simulated: true }, { emulated: true }])("is %o when its worker describes it so", async (says) => {
    const { endpoint } = await worker({ says });
    const adapter = adapterFor(endpoint);

    await adapter.port.describe({}, noAbort);

    expect(adapter).toMatchObject({ simulated: false, emulated: false, ...says });
  });

  it.each([
    { call: "embed", ask: (adapter: Adapter) => adapter.port.embed(embedding, noAbort) },
    { call: "generate", ask: (adapter: Adapter) => readAll(adapter.port.generate(generation, noAbort)) },
  ])("knows from the answer of $call alone that it is simulated or emulated", async ({ ask }) => {
    const { endpoint } = await worker({ marks: { simulated: true, emulated: true } });
    const adapter = adapterFor(endpoint);

    await ask(adapter);

    expect(adapter).toMatchObject({ simulated: true, emulated: true });
  });

  it("shows in a registry what the worker says of it", async () => {
    const { endpoint } = await worker({ says: { capabilities: ["embedding"], simulated: true, emulated: true } });
    const definition = Backend.fromPartial({ id: "far", type: "remote", hardware: "npu", endpoint });
    const entries = [{ definition, adapter: adapterFor(endpoint) }];
    const registry = createRegistry({ entries, policy: { unhealthyThreshold: 1 }, clock: runningClock });

    await registry.check("far", noAbort.signal);

    expect(registry.get("far")).toMatchObject({
      capabilities: ["embedding"],
      simulated: true,
      definition: { id: "far", emulated: true },
    });
  });

  it.each([
    { path: "", named: undefined },
    { path: "/ollama-npu", named: "ollama-npu" },
  ])('with the path "$path" asks the worker for its backend $named', async ({ path, named }) => {
    const { endpoint, asked } = await worker();

    await adapterFor(endpoint + path).port.embed(embedding, noAbort);

    expect(asked).toEqual([named]);
  });

  it("is there again when its worker is", async () => {
    const first = await worker();
    const adapter = adapterFor(first.endpoint);
    await adapter.port.embed(embedding, noAbort);
    await first.close();
    const failed = await adapter.port.embed(embedding, noAbort).catch((error: unknown) => error);

    await worker({ port: first.number });
    const answer = await untilAnswered(() => adapter.port.embed(embedding, noAbort));

    expect(failed).toMatchObject({ canFailOver: true });
    expect(answer.embedding?.values).toEqual([2, 1]);
  });

  it("is engine-connect-timeout when nobody speaks at its address", async () => {
    const clock = new FakeClock();
    const endpoint = await silentServer();
    const call = adapterFor(endpoint, clock).port.embed(embedding, noAbort);
    const failure = expect(call).rejects.toMatchObject({ code: "engine-connect-timeout" });

    await clock.advance(connectMs);

    await failure;
    expect(clock.sleeping).toBe(0);
  });

  it("is engine-refused when nobody listens at its address", async () => {
    const { number, close } = await worker();
    await close();

    await expect(adapterFor(`http://127.0.0.1:${number}`).port.embed(embedding, noAbort)).rejects.toMatchObject({
      code: "engine-refused",
      message: expect.stringContaining(`worker 127.0.0.1:${number}`),
    });
  });

  it("stops to wait for its worker when it is told to", async () => {
    const caller = new AbortController();
    const endpoint = await silentServer();
    const call = adapterFor(endpoint, new FakeClock()).port.embed(embedding, { signal: caller.signal });
    const failure = expect(call).rejects.toMatchObject({ code: "stage-timeout" });

    caller.abort(new ProxyError("stage-timeout", "late"));

    await failure;
  });

  it("cannot be made for an endpoint that is none, which is not repeated", () => {
    expect(() => adapterFor("https://secret:50052")).toThrow(
      'backend "far": the endpoint must begin with http://: TLS to a worker is not supported yet',
    );
  });
});

async function readAll(messages: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of messages);
}

/** Calls until there is an answer; the test's own time limit ends it. */
async function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** Takes connections and says nothing. */
async function silentServer(): Promise<string> {
  const sockets = new Set<Socket>();
  const server: TcpServer = createTcpServer((socket) => void sockets.add(socket.on("error", () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

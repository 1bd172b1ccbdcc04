import { type AddressInfo, createServer } from "node:net";
import {
  EmbedRequest,
  GenerateRequest,
  GenerateResponse,
  SynthesizeRequest,
  TranscribeRequest,
} from "@compute-proxy/api/backend/v1";
import { abortReason, type Clock, ProxyError, timeLimit, untilAborted } from "@compute-proxy/core";
import { deferred, FakeClock, runningClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createChannel } from "nice-grpc";
import type { BackendPort } from "./port.js";
import { remoteBackend } from "./remote-backend.js";
import { type OpenPort, overGrpc } from "./testing/over-grpc.js";
import { scriptedBackend } from "./testing/scripted-backend.js";

const open: OpenPort[] = [];

async function served(port: Partial<BackendPort>, clock: Clock = runningClock): Promise<BackendPort> {
  const scripted = scriptedBackend({ id: "scripted" }, () => ({ deltas: ["a", "b"] })).port;
  const remote = await overGrpc({ ...scripted, ...port }, { clock });
  open.push(remote);
  return remote.port;
}

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const noAbort = { signal: new AbortController().signal };
const request = GenerateRequest.fromPartial({ model: "any", prompt: "Hi" });
const embedding = EmbedRequest.fromPartial({ model: "any", text: "Hi" });

const busy = new ProxyError("engine-busy", "the queue is full", {
  backend: "ollama-npu",
  stageId: "draft",
  retryAfterMs: 1500,
  violations: [
    { field: "options.max_tokens", description: "must be at least 1" },
    { field: "prompt", description: "must be set" },
  ],
});
const facts = {
  code: "engine-busy",
  message: "the queue is full",
  backend: "ollama-npu",
  stageId: "draft",
  retryAfterMs: 1500,
  violations: busy.violations,
};

async function read(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const all = [];
  for await (const one of stream) all.push(one);
  return all;
}

function failing(error: unknown): Partial<BackendPort> {
  // oxlint-disable-next-line require-yield -- the stream fails before its first message
  async function* stream(): AsyncGenerator<never> {
    throw error;
  }
  const unary = (): Promise<never> => Promise.reject(error);
  return { describe: unary, generate: stream, embed: unary, transcribe: unary, synthesize: stream };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const calls: ReadonlyArray<{ name: string; call: (port: BackendPort) => Promise<unknown> }> = [
  { name: "describe", call: (port) => port.describe({}, noAbort) },
  { name: "generate", call: (port) => read(port.generate(request, noAbort)) },
  { name: "embed", call: (port) => port.embed(embedding, noAbort) },
  { name: "transcribe", call: (port) => port.transcribe(TranscribeRequest.fromPartial({}), noAbort) },
  { name: "synthesize", call: (port) => read(port.synthesize(SynthesizeRequest.fromPartial({}), noAbort)) },
];

describe.each(calls)("$name across the wire", ({ call }) => {
  it("keeps the error's code, message, violations and time to wait", async () => {
    await expect(call(await served(failing(busy)))).rejects.toMatchObject(facts);
  });

  it("calls an error that is not ours internal", async () => {
    await expect(call(await served(failing(new TypeError("x is not a function"))))).rejects.toMatchObject({
      code: "internal",
    });
  });
});

describe("a stream across the wire", () => {
  it("keeps every message", async () => {
    const parts = await read((await served({})).generate(request, noAbort));
    const local = await read(
      scriptedBackend({ id: "s" }, () => ({ deltas: ["a", "b"] })).port.generate(request, noAbort),
    );

    expect(parts).toEqual(local);
  });

  it("keeps what came before an error", async () => {
    const port = await served({
      async *generate() {
        yield GenerateResponse.fromPartial({ part: { $case: "delta", value: { text: "a" } } });
        throw busy;
      },
    });
    const texts: unknown[] = [];
    const reading = (async () => {
      for await (const message of port.generate(request, noAbort)) texts.push(message.part);
    })();

    await expect(reading).rejects.toMatchObject(facts);
    expect(texts).toHaveLength(1);
  });
});

describe("an abort across the wire", () => {
  /** A port that waits until it is told to stop, and tells how that came. */
  async function waiting(): Promise<{ port: BackendPort; asked: Promise<void>; stopped: Promise<ProxyError> }> {
    const asked = deferred();
    const stopped = deferred<ProxyError>();
    const port = await served({
      async embed(_request, { signal }) {
        signal.addEventListener("abort", () => stopped.resolve(abortReason(signal)), { once: true });
        asked.resolve();
        return untilAborted(deferred<never>().promise, signal);
      },
    });
    return { port, asked: asked.promise, stopped: stopped.promise };
  }

  it.each([
    { what: "a cancellation", reason: undefined, code: "cancelled" },
    {
      what: "a passed deadline",
      reason: new ProxyError("deadline-exceeded", "the deadline has passed"),
      code: "deadline-exceeded",
    },
  ])("carries $what to the other side, and ends the call here with $code", async ({ reason, code }) => {
    const { port, asked, stopped } = await waiting();
    const caller = new AbortController();
    const call = port.embed(embedding, { signal: caller.signal });
    const ended = expect(call).rejects.toMatchObject({ code });

    await asked;
    caller.abort(reason);

    await ended;
    expect((await stopped).code).toBe("cancelled");
  });

  it("does not send a call whose signal has aborted", async () => {
    let asked = 0;
    const port = await served({ embed: () => Promise.reject(new Error(`asked ${(asked += 1)} times`)) });

    await expect(port.embed(embedding, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "cancelled" });
    expect(asked).toBe(0);
  });
});

describe("a deadline that both sides count", () => {
  const late = (): ProxyError => new ProxyError("stage-timeout", "the stage took too long");
  const passed = failing(new ProxyError("deadline-exceeded", "the client's deadline passed"));

  it("ends the call for our reason when the other side's end comes a moment before ours", async () => {
    const clock = new FakeClock();
    using limit = timeLimit(noAbort.signal, 100, clock, late);
    const port = await served(passed, clock);
    const ended = expect(port.embed(embedding, { signal: limit.signal })).rejects.toMatchObject({
      code: "stage-timeout",
    });

    while (clock.sleeping < 2) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(100);

    await ended;
  });

  it("is the other side's own where ours is far away", async () => {
    const clock = new FakeClock();
    using limit = timeLimit(noAbort.signal, 60_000, clock, late);
    const port = await served(passed, clock);

    await expect(port.embed(embedding, { signal: limit.signal })).rejects.toMatchObject({ code: "deadline-exceeded" });
  });
});

describe("a machine that is not there", () => {
  it("is engine-refused, naming the peer", async () => {
    const channel = createChannel(`127.0.0.1:${await freePort()}`);

    await expect(remoteBackend(channel, 'backend "second-box"').describe({}, noAbort)).rejects.toMatchObject({
      code: "engine-refused",
      message: expect.stringContaining('backend "second-box"'),
    });
    channel.close();
  });
});

import { EmbedRequest } from "@compute-proxy/api/backend/v1";
import type { Adapter } from "@compute-proxy/backend";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { textLine } from "./test-bench/ollama-lines.js";
import { createWorkbench, outcomeOf, request } from "./test-bench/workbench.js";
import type { FakeOllama, FakeOllamaOptions, FakeReply } from "./testing/index.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

describe("waiting", () => {
  interface Waiting {
    readonly engine: FakeOllama;
    readonly clock: FakeClock;
    readonly adapter: Adapter;
  }
  async function waiting(options: FakeOllamaOptions): Promise<Waiting> {
    const engine = await bench.fake(options);
    const clock = new FakeClock();
    return { engine, clock, adapter: bench.adapterFor(engine.url, clock) };
  }
  const silence: FakeReply = { kind: "silence" };
  /** Lets a wait begin that was asked for just now. */
  const begun = (clock: FakeClock): Promise<void> => clock.advance(0);

  it("6: an engine that takes the request and never answers is engine-timeout after 120 s", async () => {
    const { engine, clock, adapter } = await waiting({ answer: () => silence });
    const call = outcomeOf(adapter);

    await engine.whenOpen(1);
    await clock.advance(119_999);
    expect(engine.openRequests()).toBe(1);
    await clock.advance(1);

    expect((await call).error?.code).toBe("engine-timeout");
    await engine.whenOpen(0);
    expect(clock.sleeping).toBe(0);
  });

  it("7: headers and then nothing is the same", async () => {
    const { engine, clock, adapter } = await waiting({
      answer: () => ({ kind: "tokens", tokens: [], ending: "stall" }),
    });
    const call = outcomeOf(adapter);

    await engine.whenOpen(1);
    await clock.advance(120_000);

    expect((await call).error?.code).toBe("engine-timeout");
    await engine.whenOpen(0);
  });

  it("12: silence in mid-stream is engine-stalled after 60 s", async () => {
    const { engine, clock, adapter } = await waiting({
      answer: () => ({ kind: "tokens", tokens: ["one"], ending: "stall" }),
    });
    const stream = adapter.port.generate(request, { signal: new AbortController().signal })[Symbol.asyncIterator]();
    await stream.next();
    const call = stream.next();
    const stalled = expect(call).rejects.toMatchObject({ code: "engine-stalled" });

    await begun(clock);
    await clock.advance(60_000);

    await stalled;
    await engine.whenOpen(0);
    expect(clock.sleeping).toBe(0);
  });

  it("does not count the reader's own time", async () => {
    const { clock, adapter } = await waiting({});
    let texts = 0;
    for await (const { part } of adapter.port.generate(request, { signal: new AbortController().signal })) {
      if (part?.$case === "delta") texts += 1;
      await clock.advance(600_000);
    }

    expect(texts).toBe(4);
  });

  it("33: a line that comes one byte at a time is silence", async () => {
    const clock = new FakeClock();
    const url = await bench.rawServer((socket) => {
      socket.write(`HTTP/1.0 200 OK\r\n\r\n${textLine("one")}`);
      const drip = setInterval(() => socket.write("{"), 1);
      socket.once("close", () => clearInterval(drip));
    });
    const adapter = bench.adapterFor(url, clock);
    const stream = adapter.port.generate(request, { signal: new AbortController().signal })[Symbol.asyncIterator]();
    await stream.next();
    const stalled = expect(stream.next()).rejects.toMatchObject({ code: "engine-stalled" });
    await begun(clock);
    await clock.advance(60_000);

    await stalled;
  });

  it("33: bytes without a line end before the first line are no answer", async () => {
    const clock = new FakeClock();
    const asked = deferred();
    const url = await bench.rawServer((socket) => {
      socket.write("HTTP/1.0 200 OK\r\n\r\n");
      const drip = setInterval(() => socket.write("{"), 1);
      socket.once("close", () => clearInterval(drip));
      asked.resolve();
    });
    const call = outcomeOf(bench.adapterFor(url, clock));
    await asked.promise;
    await clock.advance(120_000);

    expect((await call).error?.code).toBe("engine-timeout");
  });

  it("33: an engine that says a word every half minute is cut off after ten minutes", async () => {
    const gates = Array.from({ length: 21 }, () => deferred());
    const { engine, clock, adapter } = await waiting({
      answer: () => ({
        kind: "tokens",
        tokens: gates.map(() => "word"),
        before: (index) => gates[index]?.promise ?? Promise.resolve(),
      }),
    });
    const stream = adapter.port.generate(request, { signal: new AbortController().signal })[Symbol.asyncIterator]();
    const afterHalfMinute = async (index: number): Promise<unknown> => {
      const next = stream.next().catch((error: unknown) => error);
      if (index === 0) await engine.whenOpen(1);
      await begun(clock);
      await clock.advance(30_000);
      gates[index]?.resolve();
      return await next;
    };
    for (let index = 0; index < 19; index += 1) expect(await afterHalfMinute(index)).toMatchObject({ done: false });

    expect(await afterHalfMinute(19)).toMatchObject({ code: "engine-timeout" });
    await engine.whenOpen(0);
    expect(clock.sleeping).toBe(0);
  });

  it("a cancelled call closes the engine's request while it waits for headers", async () => {
    const { engine, clock, adapter } = await waiting({ answer: () => silence });
    const caller = new AbortController();
    const call = outcomeOf(adapter, request, caller.signal);

    await engine.whenOpen(1);
    caller.abort();

    expect((await call).error?.code).toBe("cancelled");
    await engine.whenOpen(0);
    expect(clock.sleeping).toBe(0);
  });

  it("a cancelled embedding closes the engine's request", async () => {
    const { engine, adapter } = await waiting({ intercept: () => silence });
    const caller = new AbortController();
    const asked = EmbedRequest.fromPartial({ model: "all-minilm", text: "Hi" });
    const cancelled = expect(adapter.port.embed(asked, { signal: caller.signal })).rejects.toMatchObject({
      code: "cancelled",
    });

    await engine.whenOpen(1);
    caller.abort();

    await cancelled;
    await engine.whenOpen(0);
  });

  it("closing the adapter ends its calls", async () => {
    const { engine, adapter } = await waiting({ answer: () => silence });
    const call = outcomeOf(adapter);
    await engine.whenOpen(1);

    await adapter.close();

    expect((await call).error?.code).toBe("shutting-down");
    await engine.whenOpen(0);
  });
});

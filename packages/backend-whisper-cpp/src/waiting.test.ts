import type { Adapter } from "@compute-proxy/backend";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { tone } from "./test-bench/recordings.js";
import { createWorkbench, outcomeOf, requestFor } from "./test-bench/workbench.js";
import type { FakeReply, FakeWhisper, FakeWhisperOptions } from "./testing/index.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

interface Waiting {
  readonly engine: FakeWhisper;
  readonly clock: FakeClock;
  readonly adapter: Adapter;
}

async function waiting(options: FakeWhisperOptions): Promise<Waiting> {
  const engine = await bench.fake(options);
  const clock = new FakeClock();
  return { engine, clock, adapter: bench.adapterFor(engine.url, clock) };
}

const silence: FakeReply = { kind: "silence" };
const secondsSent = ({ requests }: FakeWhisper): number[] =>
  requests.map(({ file }) => ((file?.length ?? 0) - 44) / 32_000);

describe("waiting for an answer", () => {
  it("6: ends with engine-timeout after 120 s, and closes the request", async () => {
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

  it("7: ends with engine-timeout when the answer begins and does not end", async () => {
    const clock = new FakeClock();
    const begun = deferred();
    const url = await bench.rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"task":', () => begun.resolve());
    });
    const call = outcomeOf(bench.adapterFor(url, clock));

    await begun.promise;
    await clock.advance(120_000);

    expect((await call).error?.code).toBe("engine-timeout");
  });

  it("33: ends with engine-timeout when the answer comes one byte at a time", async () => {
    const clock = new FakeClock();
    const begun = deferred();
    const url = await bench.rawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n", () => begun.resolve());
      const drip = setInterval(() => socket.write(" "), 1);
      socket.once("close", () => clearInterval(drip));
    });
    const call = outcomeOf(bench.adapterFor(url, clock));

    await begun.promise;
    for (let count = 0; count < 12; count += 1) await clock.advance(10_000);

    expect((await call).error?.code).toBe("engine-timeout");
  });

  it("ends when the caller cancels, and closes the request", async () => {
    const { engine, clock, adapter } = await waiting({ answer: () => silence });
    const caller = new AbortController();
    const call = outcomeOf(adapter, requestFor(), caller.signal);

    await engine.whenOpen(1);
    caller.abort();

    expect((await call).error?.code).toBe("cancelled");
    await engine.whenOpen(0);
    expect(clock.sleeping).toBe(0);
  });

  it("ends when the adapter is closed, for those in the queue too", async () => {
    const { engine, adapter } = await waiting({ answer: () => silence });
    const calls = [outcomeOf(adapter), outcomeOf(adapter)];
    await engine.whenOpen(1);

    await adapter.close();

    expect((await Promise.all(calls)).map(({ error }) => error?.code)).toEqual(["shutting-down", "shutting-down"]);
    await engine.whenOpen(0);
  });
});

describe("waiting for the engine's turn", () => {
  it("lets one request at a time through, in the order in which they came", async () => {
    const gates = [deferred(), deferred(), deferred()];
    const { engine, adapter } = await waiting({ before: ({ call }) => gates[call]?.promise ?? Promise.resolve() });
    const calls = [1, 2, 3].map((seconds) => outcomeOf(adapter, requestFor(tone(seconds))));
    for (const gate of gates) {
      await engine.whenOpen(1);
      gate.resolve();
      await engine.whenOpen(0);
    }
    const outcomes = await Promise.all(calls);

    expect(outcomes.map(({ response }) => response?.durationMs)).toEqual([1000, 2000, 3000]);
    expect(secondsSent(engine)).toEqual([1, 2, 3]);
    expect(engine.mostOpen()).toBe(1);
  });

  it("does not count as time of the engine", async () => {
    const gate = deferred();
    const { engine, clock, adapter } = await waiting({
      before: ({ call }) => (call === 0 ? gate.promise : Promise.resolve()),
    });
    const first = outcomeOf(adapter);
    const second = outcomeOf(adapter);
    await engine.whenOpen(1);
    await clock.advance(119_000);
    gate.resolve();
    await first;
    // Less than a connection may take: the second one opens its own, because the first one's is too old.
    await clock.advance(1500);

    expect((await second).response?.text).toBe("This is fake speech.");
  });

  it("can be given up, and the next one in the queue goes on", async () => {
    const gate = deferred();
    const { engine, adapter } = await waiting({
      before: ({ call }) => (call === 0 ? gate.promise : Promise.resolve()),
    });
    const caller = new AbortController();
    const first = outcomeOf(adapter, requestFor(tone(1)));
    await engine.whenOpen(1);
    const second = outcomeOf(adapter, requestFor(tone(2)), caller.signal);
    const third = outcomeOf(adapter, requestFor(tone(3)));

    caller.abort();
    expect((await second).error?.code).toBe("cancelled");
    gate.resolve();
    await Promise.all([first, third]);

    expect(secondsSent(engine)).toEqual([1, 3]);
  });

  it("ends for the next one after a request that was cancelled or failed", async () => {
    const replies: ReadonlyArray<FakeReply | undefined> = [silence, { kind: "reset" }, undefined];
    const { engine, adapter } = await waiting({ intercept: ({ call }) => replies[call] });
    const caller = new AbortController();
    const first = outcomeOf(adapter, requestFor(), caller.signal);
    const others = [outcomeOf(adapter), outcomeOf(adapter)];
    await engine.whenOpen(1);
    caller.abort();

    const outcomes = await Promise.all([first, ...others]);
    expect(outcomes.map(({ error }) => error?.code)).toEqual(["cancelled", "engine-reset", undefined]);
  });
});

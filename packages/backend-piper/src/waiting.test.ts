import type { Adapter } from "@compute-proxy/backend";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { asking, createWorkbench, outcomeOf, request } from "./test-bench/workbench.js";
import { type FakePiper, type FakePiperOptions, type FakeReply, replyWith, tone, wavFile } from "./testing/index.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

interface Waiting {
  readonly engine: FakePiper;
  readonly clock: FakeClock;
  readonly adapter: Adapter;
}
async function waiting(options: FakePiperOptions): Promise<Waiting> {
  const engine = await bench.fake(options);
  const clock = new FakeClock();
  return { engine, clock, adapter: bench.adapterFor(engine.url, clock) };
}
const silence: FakeReply = { kind: "silence" };
const file = wavFile(tone({ seconds: 0.25, hz: 440 }));

/** An adapter's stream that has given its first frame. */
async function begun(adapter: Adapter, signal: AbortSignal): Promise<AsyncIterator<unknown>> {
  const stream = adapter.port.synthesize(request, { signal })[Symbol.asyncIterator]();
  await stream.next();
  return stream;
}

describe("waiting", () => {
  it("6: ends with engine-timeout after 120 s without an answer", async () => {
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

  it("7: takes headers and then nothing for the same", async () => {
    const { engine, clock, adapter } = await waiting({ answer: () => replyWith([], { ending: "stall" }) });
    const call = outcomeOf(adapter);

    await engine.whenOpen(1);
    await clock.advance(120_000);

    expect((await call).error?.code).toBe("engine-timeout");
    await engine.whenOpen(0);
  });

  it("12: ends with engine-stalled after 60 s of silence in mid-speech", async () => {
    const { engine, clock, adapter } = await waiting({
      answer: () => replyWith(file.subarray(0, 5000), { ending: "stall" }),
    });
    const stream = await begun(adapter, new AbortController().signal);
    const stalled = expect(stream.next()).rejects.toMatchObject({ code: "engine-stalled" });

    await clock.advance(0);
    await clock.advance(60_000);

    await stalled;
    await engine.whenOpen(0);
    expect(clock.sleeping).toBe(0);
  });

  it("33: ends after ten minutes with an engine that sends a few bytes every half minute", async () => {
    const gates = Array.from({ length: 21 }, () => deferred());
    const pieces = gates.map((_, index) => file.subarray(44 + index * 100, 144 + index * 100));
    const { engine, clock, adapter } = await waiting({
      answer: () =>
        replyWith([file.subarray(0, 44), ...pieces], {
          before: (index) => (index === 0 ? Promise.resolve() : (gates[index - 1]?.promise ?? Promise.resolve())),
        }),
    });
    const call = outcomeOf(adapter);
    await engine.whenOpen(1);
    for (const gate of gates) {
      for (let turn = 0; turn < 20; turn += 1) await clock.advance(0);
      await clock.advance(30_000);
      gate.resolve();
    }

    expect((await call).error?.code).toBe("engine-timeout");
    await engine.whenOpen(0);
  });

  it("does not count the reader's own time", async () => {
    const { clock, adapter } = await waiting({
      answer: () => replyWith([file.subarray(0, 5000), file.subarray(5000)]),
    });
    let frames = 0;
    for await (const _ of adapter.port.synthesize(request, { signal: new AbortController().signal })) {
      frames += 1;
      await clock.advance(600_000);
    }

    expect(frames).toBe(3);
  });

  it("for a description takes 2 s in all", async () => {
    const asked = deferred();
    const { clock, adapter } = await waiting({
      lacks: ["/voices"],
      intercept({ path }) {
        if (path !== "/info") return undefined;
        asked.resolve();
        return silence;
      },
    });
    const late = expect(adapter.port.describe({}, { signal: new AbortController().signal })).rejects.toMatchObject({
      code: "engine-timeout",
    });

    await asked.promise;
    await clock.advance(2000);

    await late;
    expect(clock.sleeping).toBe(0);
  });
});

describe("a call that is cancelled", () => {
  it.each([
    { when: "before the answer", answer: silence },
    { when: "before the first byte", answer: replyWith([], { ending: "stall" }) },
  ])("$when closes the engine's request at once", async ({ answer }) => {
    const { engine, clock, adapter } = await waiting({ answer: () => answer });
    const caller = new AbortController();
    const call = outcomeOf(adapter, request, caller.signal);

    await engine.whenOpen(1);
    caller.abort();

    expect((await call).error?.code).toBe("cancelled");
    await engine.whenOpen(0);
    expect(clock.sleeping).toBe(0);
  });

  it("in mid-speech gives no further frame, even one that is here already", async () => {
    const { engine, clock, adapter } = await waiting({ answer: () => replyWith(file, { ending: "stall" }) });
    const caller = new AbortController();
    const stream = await begun(adapter, caller.signal);

    caller.abort();

    await expect(stream.next()).rejects.toMatchObject({ code: "cancelled" });
    await engine.whenOpen(0);
    expect(clock.sleeping).toBe(0);
  });

  it("while it asks for the voices ends too", async () => {
    const asked = deferred();
    const { clock, adapter } = await waiting({
      intercept() {
        asked.resolve();
        return silence;
      },
    });
    const caller = new AbortController();
    const call = outcomeOf(adapter, request, caller.signal);

    await asked.promise;
    caller.abort();

    expect((await call).error?.code).toBe("cancelled");
    expect(clock.sleeping).toBe(0);
  });

  it("because the adapter is closed says so", async () => {
    const { engine, adapter } = await waiting({ answer: () => silence });
    const calls = [outcomeOf(adapter), outcomeOf(adapter), outcomeOf(adapter)];
    await engine.whenOpen(2);

    await adapter.close();

    expect((await Promise.all(calls)).map(({ error }) => error?.code)).toEqual(
      Array.from({ length: 3 }, () => "shutting-down"),
    );
    await engine.whenOpen(0);
  });
});

describe("several texts at once", () => {
  it("are two at the engine, and the others wait in order", async () => {
    const gates = Array.from({ length: 3 }, () => deferred());
    const { engine, adapter } = await waiting({
      answer: ({ call }) => replyWith(file, { before: () => gates[call]?.promise ?? Promise.resolve() }),
    });
    const texts = ["one", "two", "three"];
    const calls = texts.map((text) => outcomeOf(adapter, asking({ text })));
    await engine.whenOpen(2);
    expect(engine.attempts()).toBe(2);

    for (const gate of gates) gate.resolve();
    const outcomes = await Promise.all(calls);

    expect(outcomes.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(engine.requests.filter(({ method }) => method === "POST").at(-1)?.body?.["text"]).toBe("three");
  });

  it("leave the queue when they are cancelled, and the engine is never asked", async () => {
    const gate = deferred();
    const engine = await bench.fake({ answer: () => replyWith(file, { before: () => gate.promise }) });
    const adapter = bench.adapterFor(engine.url, undefined, { inFlight: 1 });
    const caller = new AbortController();
    const first = outcomeOf(adapter);
    await engine.whenOpen(1);
    const second = outcomeOf(adapter, request, caller.signal);

    caller.abort();
    expect((await second).error?.code).toBe("cancelled");
    gate.resolve();

    expect((await first).error).toBeUndefined();
    expect(engine.attempts()).toBe(1);
  });
});

describe("a listener who is slow", () => {
  it("gets all of a speech whose connection the engine has closed meanwhile", async () => {
    const engine = await bench.fake();
    const asked = asking({ text: "a".repeat(68) });
    const stream = bench.adapterFor(engine.url).port.synthesize(asked, { signal: new AbortController().signal });
    let frames = 0;

    for await (const _frame of stream) {
      frames += 1;
      if (frames > 1) continue;
      await engine.whenOpen(0);
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }

    expect(frames).toBe(34);
  });
});

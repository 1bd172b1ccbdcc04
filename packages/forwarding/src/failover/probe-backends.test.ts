import { DescribeResponse, type GenerateRequest } from "@compute-proxy/api/backend/v1";
import { createRegistry, type Registry } from "@compute-proxy/backend";
import { type ScriptedAnswer, scriptedBackend, type ScriptedBackend } from "@compute-proxy/backend/testing";
import { ProxyError } from "@compute-proxy/core";
import { FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createContinuationBook, type WrittenBook } from "./continuation-book.js";
import { probeBackends } from "./probe-backends.js";
import { continuingAnswer } from "./test-bench/continuing-engine.js";

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const goesOn = (_: number, request: GenerateRequest): ScriptedAnswer =>
  continuingAnswer({ takes: ["raw", "prefill"] }, request);

const noAbort = new AbortController().signal;

interface Bench {
  readonly clock: FakeClock;
  readonly registry: Registry;
  readonly book: WrittenBook;
  readonly told: readonly string[];
  /** Lets time pass in short steps, each with all that it sets off. */
  pass(ms: number): Promise<void>;
  stop(): Promise<void>;
}

/** Probing of backends that have been described. */
async function start(backends: readonly ScriptedBackend[], models: readonly string[] = []): Promise<Bench> {
  const clock = new FakeClock();
  const entries = backends.map((adapter) => ({ definition: adapter.definition, adapter }));
  const registry = createRegistry({ entries, policy: { unhealthyThreshold: 1 }, clock });
  const stopping = new AbortController();
  for (const { id } of registry.backends) await registry.check(id, stopping.signal);
  const book = createContinuationBook();
  const told: string[] = [];
  const probing = probeBackends(
    { registry, models, book, clock, onProbe: ({ backendId }, { kind }) => void told.push(`${backendId} ${kind}`) },
    stopping.signal,
  );
  const stop = async (): Promise<void> => {
    stopping.abort();
    await probing;
    await registry.close();
  };
  closing.push(stop);
  return {
    clock,
    registry,
    book,
    told,
    stop,
    async pass(ms) {
      for (let passed = 0; passed < ms; passed += 50) {
        await clock.advance(50);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

const pair = (answer = goesOn): [ScriptedBackend, ScriptedBackend] => [
  scriptedBackend({ id: "npu" }, answer),
  scriptedBackend({ id: "gpu" }, answer),
];

describe("probeBackends", () => {
  it("probes the preferred model of each backend for text once, when it was idle for a while", async () => {
    const [npu, gpu] = pair();
    const { book, told, pass } = await start([npu, gpu]);

    await pass(5000);
    expect(told).toEqual([]);
    await pass(60_000);

    expect(told).toEqual(["npu probed", "gpu probed"]);
    expect([book.of("npu", "any")?.modes, book.of("gpu", "any")?.modes]).toEqual([
      ["raw", "prefill"],
      ["raw", "prefill"],
    ]);
    expect([npu.requests.length, gpu.requests.length]).toEqual([7, 7]);
  });

  it("asks nothing where only one backend writes text: nobody could go on", async () => {
    const [npu] = pair();
    const off = scriptedBackend({ id: "off", enabled: false }, goesOn);
    const { pass } = await start([npu, off]);
    await pass(60_000);

    expect(npu.requests).toEqual([]);
  });

  it("probes what the pipelines' names and the aliases mean at the backend", async () => {
    const models = { preferred: ["any"], aliases: { small: "tiny" } };
    const [npu, gpu] = [scriptedBackend({ id: "npu", models }, goesOn), scriptedBackend({ id: "gpu" }, goesOn)];
    const { registry, book, pass } = await start([npu, gpu], ["named", "absent"]);
    const info = (name: string) => ({ name, digest: "d", capabilities: ["text_generation"] });
    const description = { models: ["any", "tiny", "named", "other"].map(info) };
    registry.report("npu", { kind: "described", description: DescribeResponse.fromPartial(description), at: 0 });
    await pass(60_000);

    const known = ["any", "tiny", "named", "other", "absent"].filter((name) => book.of("npu", name));
    expect(known).toEqual(["any", "tiny", "named"]);
  });

  it("probes again when the model's digest is another", async () => {
    const { registry, told, pass } = await start(pair());
    await pass(60_000);
    const models = [{ name: "any", digest: "new", capabilities: ["text_generation"] }];
    registry.report("npu", { kind: "described", description: DescribeResponse.fromPartial({ models }), at: 0 });
    await pass(60_000);

    expect(told).toEqual(["npu probed", "gpu probed", "npu probed"]);
  });

  it("waits while somebody is at the backend", async () => {
    const { registry, told, pass } = await start(pair());
    const place = await registry.get("npu")?.lane.enter("interactive", noAbort);
    await pass(60_000);
    expect(told).toEqual(["gpu probed"]);

    place?.[Symbol.dispose]();
    await pass(60_000);
    expect(told).toEqual(["gpu probed", "npu probed"]);
  });

  it.each([
    { shares: true, name: "waits while somebody is at a backend that shares the device", probed: [] },
    { shares: false, name: "does not wait for a backend with a device of its own", probed: ["npu probed"] },
  ])("$name", async ({ shares, probed }) => {
    const emulated = (id: string): ScriptedBackend => scriptedBackend({ id, emulated: shares }, goesOn);
    const { registry, told, pass } = await start([emulated("npu"), emulated("gpu")]);
    const place = await registry.backends[1]?.lane.enter("interactive", noAbort);

    await pass(20_000);
    expect(told).toEqual(probed);

    place?.[Symbol.dispose]();
    await pass(20_000);
    expect(told).toEqual(["npu probed", "gpu probed"]);
  });

  it("gives way at once to whoever comes, and tries again later", async () => {
    const never = new Promise<void>(() => undefined);
    const npu = scriptedBackend({ id: "npu" }, (call, request) => ({
      ...goesOn(call, request),
      before: () => (call === 0 ? never : Promise.resolve()),
    }));
    const { registry, told, pass } = await start([npu, scriptedBackend({ id: "gpu" }, goesOn)]);
    await pass(8000);
    expect(npu.open()).toBe(1);

    const place = await registry.get("npu")?.lane.enter("interactive", noAbort);
    await pass(50);
    expect(npu.open()).toBe(0);
    place?.[Symbol.dispose]();
    await pass(60_000);

    expect(told).toEqual(["gpu probed", "npu probed"]);
  });

  it("asks nothing of a backend that lets nobody wait: its next caller would be refused", async () => {
    const npu = scriptedBackend({ id: "npu", limits: { maxConcurrent: 1, maxQueued: 0 } }, goesOn);
    const { told, pass } = await start([npu, scriptedBackend({ id: "gpu" }, goesOn)]);
    await pass(60_000);

    expect([told, npu.requests]).toEqual([["gpu probed"], []]);
  });

  it("leaves a model alone for a while whose probe failed, and the backend is none the worse", async () => {
    const [npu, gpu] = pair(() => ({ error: new ProxyError("engine-failed", "no memory") }));
    const { registry, told, pass } = await start([npu, gpu]);
    await pass(60_000);

    expect(told).toEqual(["npu failed", "gpu failed"]);
    expect(registry.get("npu")?.state).toMatchObject({ kind: "reachable", failures: 0 });
    expect(registry.get("npu")?.circuits.list()).toEqual([]);
  });

  it("leaves no call and no timer behind when it is stopped in a probe", async () => {
    const [npu, gpu] = pair(() => ({ deltas: ["one"], before: () => new Promise(() => undefined) }));
    const { clock, pass, stop } = await start([npu, gpu]);
    await pass(8000);
    expect(npu.open()).toBe(1);

    await stop();

    expect([npu.open(), gpu.open(), clock.sleeping]).toEqual([0, 0, 0]);
  });
});

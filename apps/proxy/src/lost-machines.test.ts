import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { PipelineStreamResponse } from "@compute-proxy/api";
import { type FakeOllama, startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import type { Clock } from "@compute-proxy/core";
import { type Deferred, deferred, runningClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { engineProcess, killNow } from "./testing/engine-process.js";
import { ownPort } from "./testing/own-port.js";
import { type BackendEntry, filesOf, remotes, talk } from "./testing/remote-files.js";
import { type ServerProcess, serverProcess } from "./testing/server-process.js";
import { startTestProxy, type TestProxy, writeFiles } from "./testing/test-proxy.js";

const closing: Array<() => Promise<void>> = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** An engine that answers "one two", and waits with one of its tokens until the test is over. */
async function stuckEngine(token: 0 | 1): Promise<FakeOllama> {
  const gate = deferred();
  const engine = await startFakeOllama({
    answer: () => ({
      kind: "tokens",
      tokens: ["one ", "two"],
      before: (index) => (index === token ? gate.promise : Promise.resolve()),
    }),
  });
  closing.push(() => engine.close());
  return engine;
}

async function goodEngine(): Promise<FakeOllama> {
  const engine = await startFakeOllama({ answer: () => ({ kind: "tokens", tokens: ["three ", "four"] }) });
  closing.push(() => engine.close());
  return engine;
}

/** A worker in a process of its own. */
async function worker(engine: FakeOllama): Promise<ServerProcess> {
  const backend = { id: "ollama-npu", type: "ollama", hardware: "npu", endpoint: engine.url };
  const folder = await writeFiles(filesOf([backend]));
  const server = await serverProcess("worker", join(folder, "config.yaml"));
  closing.push(async () => {
    await killNow(server.child);
    await rm(folder, { recursive: true, force: true });
  });
  return server;
}

async function proxyOn(backends: readonly BackendEntry[], health?: object, clock?: Clock): Promise<TestProxy> {
  const proxy = await startTestProxy(filesOf(backends, [talk], { ...(health ?? { enabled: false }) }), {
    ...(clock && { clock }),
  });
  closing.push(() => proxy.close());
  return proxy;
}

const endpointOf = ({ address }: ServerProcess): string => `http://${address}/ollama-npu`;

/** The events of a run; `onEvent` may do something to the machines meanwhile. */
async function eventsOf(
  { client }: TestProxy,
  onEvent: (event: PipelineStreamResponse["event"]) => Promise<void> = () => Promise.resolve(),
): Promise<ReadonlyArray<NonNullable<PipelineStreamResponse["event"]>>> {
  const events = [];
  for await (const { event } of client.streamPipeline("talk", "Count")) {
    if (event) events.push(event);
    await onEvent(event);
  }
  return events;
}

type Events = Awaited<ReturnType<typeof eventsOf>>;

const textOf = (events: Events): string =>
  events.map((event) => (event.$case === "textDelta" ? event.value.text : "")).join("");

/** What a run says of its end and of how it came to it. */
function summary(events: Events) {
  const last = events.at(-1);
  const result = last?.$case === "runEnd" ? last.value : undefined;
  return {
    text: textOf(events),
    success: result?.success,
    reason: result?.error?.reason,
    backend: result?.stageResults[0]?.backend,
    attempts: result?.stageResults[0]?.metadata?.attempts.map(({ reason }) => reason),
    forwarded: events.flatMap((event) =>
      event.$case === "forwarded" ? [[event.value.kind, event.value.fromBackend, event.value.toBackend]] : [],
    ),
    excluded: events.flatMap((event) =>
      event.$case === "stageStart" ? event.value.excluded.map(({ backend, reason }) => [backend, reason]) : [],
    ),
  };
}

describe("kill -9 of a worker", () => {
  it("in mid-answer ends the run as failed, with the text that came and what happened", async () => {
    const [first, second] = [await worker(await stuckEngine(1)), await worker(await goodEngine())];
    const proxy = await proxyOn(remotes(endpointOf(first), endpointOf(second)));

    const events = await eventsOf(proxy, async (event) => {
      if (event?.$case === "textDelta") await killNow(first.child);
    });

    expect(summary(events)).toMatchObject({ text: "one ", success: false, reason: "engine-reset", forwarded: [] });
    const end = events.at(-1);
    const stage = end?.$case === "runEnd" ? end.value.stageResults[0] : undefined;
    expect(stage?.output?.kind?.value).toBe("one ");
    expect(stage?.error?.code).toBe("UNAVAILABLE");
    expect(stage?.error?.message).toContain("the 4 characters that came before");
  });

  it("before anything was shown moves the run to a second worker, and says so", async () => {
    const engine = await stuckEngine(0);
    const [first, second] = [await worker(engine), await worker(await goodEngine())];
    const proxy = await proxyOn(remotes(endpointOf(first), endpointOf(second)));

    const events = eventsOf(proxy);
    await engine.whenOpen(1);
    await killNow(first.child);

    expect(summary(await events)).toMatchObject({
      text: "three four",
      success: true,
      backend: "far-2",
      forwarded: [["failover", "far-1", "far-2"]],
    });
    expect(proxy.logged.filter(({ msg }) => msg === "forwarded")).toHaveLength(1);
  });

  it("without a second one ends the run, and the next one at once", async () => {
    const engine = await stuckEngine(0);
    const only = await worker(engine);
    const proxy = await proxyOn(remotes(endpointOf(only)));

    const first = eventsOf(proxy);
    await engine.whenOpen(1);
    await killNow(only.child);

    expect(summary(await first)).toMatchObject({
      success: false,
      reason: "engine-refused",
      attempts: ["engine-reset", "engine-refused", "engine-refused"],
    });
    expect(summary(await eventsOf(proxy))).toMatchObject({ success: false, reason: "engine-refused" });
  });
});

/** The process's time, but for the pause between health checks, which ends when the test says so. */
function clockWithPause(pauseMs: number): Clock & { endPause(): void } {
  let pause: Deferred<void> = deferred();
  return {
    now: runningClock.now,
    sleep(ms, signal) {
      if (ms !== pauseMs) return runningClock.sleep(ms, signal);
      pause = deferred();
      signal?.addEventListener("abort", () => pause.reject(signal.reason), { once: true });
      return pause.promise;
    },
    endPause: () => pause.resolve(),
  };
}

describe("kill -9 of an engine between two requests", () => {
  it("lets another backend answer, says so, and uses the engine again when it is back", async () => {
    const [first, second] = [await engineProcess("first", ownPort), await engineProcess("second")];
    closing.push(first.kill, second.kill);
    const backends = [first, second].map(({ url }, index) => ({
      id: `ollama-${index + 1}`,
      type: "ollama",
      hardware: "npu",
      endpoint: url,
      characteristics: { priority: index + 1 },
    }));
    const health = { enabled: true, interval_seconds: 7, timeout_seconds: 3, unhealthy_threshold: 1 };
    const clock = clockWithPause(7000);
    const proxy = await proxyOn(backends, health, clock);

    const whole = summary(await eventsOf(proxy));
    await first.kill();
    const killed = summary(await eventsOf(proxy));
    const known = summary(await eventsOf(proxy));
    const again = await engineProcess("first", ownPort);
    closing.push(again.kill);
    clock.endPause();
    while (proxy.proxy.registry.get("ollama-1")?.state.kind !== "reachable") await new Promise(setImmediate);
    const back = summary(await eventsOf(proxy));

    expect(whole).toMatchObject({ text: "first", forwarded: [], excluded: [] });
    expect(killed).toMatchObject({ text: "second", forwarded: [["failover", "ollama-1", "ollama-2"]], excluded: [] });
    expect(known).toMatchObject({ text: "second", forwarded: [], excluded: [["ollama-1", "unreachable"]] });
    expect(back).toMatchObject({ text: "first", forwarded: [], excluded: [] });
  });
});

import { type FakeOllama, startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import type { ComputeClient } from "@compute-proxy/client";
import type { Clock } from "@compute-proxy/core";
import { deferred, isInTime, runningClock } from "@compute-proxy/core/testing";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { grpcurlCall, grpcurlPath } from "./testing/grpcurl.js";
import { oneEngine } from "./testing/one-engine.js";
import { startTestProxy, type TestProxy } from "./testing/test-proxy.js";

const input = { text: "Count to infinity" };
const prompt = { prompt: "Count to infinity", model: "smollm2:135m" };

/** The engine takes this long to be left after the client has gone, at most. All of it happens in this process. */
const limitMs = 500;
/** Of a call, by the wire: it comes when the test says so. */
const callMs = 60_000;

interface Row {
  readonly method: string;
  readonly request: object;
  call(client: ComputeClient, signal: AbortSignal, deadlineMs?: number): Promise<unknown>;
}

const rows: readonly Row[] = [
  {
    method: "ExecutePipeline",
    request: { pipeline_id: "p", input },
    call: (client, signal, deadlineMs) => client.executePipeline({ pipelineId: "p", input }, { signal, deadlineMs }),
  },
  {
    method: "ExecutePipelineStream",
    request: { pipeline_id: "p", input },
    call: (client, signal, deadlineMs) =>
      drain(client.executePipelineStream({ pipelineId: "p", input }, { signal, deadlineMs })),
  },
  {
    method: "Generate",
    request: prompt,
    call: (client, signal, deadlineMs) => client.generate(prompt, { signal, deadlineMs }),
  },
  {
    method: "GenerateStream",
    request: prompt,
    call: (client, signal, deadlineMs) => drain(client.generateStream(prompt, { signal, deadlineMs })),
  },
  {
    method: "Embed",
    request: { text: "x", model: "all-minilm" },
    call: (client, signal, deadlineMs) => client.embed({ text: "x", model: "all-minilm" }, { signal, deadlineMs }),
  },
];

/** The process's time, but for the deadline of a call. */
function clockWithDeadline(): Clock & { pass(): void } {
  const passed = deferred();
  return {
    now: runningClock.now,
    sleep: (ms, signal) => (ms > callMs / 2 && ms <= callMs ? passed.promise : runningClock.sleep(ms, signal)),
    pass: () => passed.resolve(),
  };
}

let engine: FakeOllama;
let clock: ReturnType<typeof clockWithDeadline>;
let proxy: TestProxy;

beforeEach(async () => {
  engine = await startFakeOllama({
    answer: () => ({ kind: "tokens", tokens: ["one ", "more "], ending: "stall" }),
    intercept: ({ path }) => (path === "/api/embed" ? { kind: "silence" } : undefined),
  });
  clock = clockWithDeadline();
  proxy = await startTestProxy(oneEngine(engine.url), { clock });
});

afterEach(async () => {
  await proxy.close();
  await engine.close();
});

describe("an engine that never ends is left within 500 ms", () => {
  it.each(rows)("when the client cancels $method", async ({ call }) => {
    const controller = new AbortController();
    const outcome = call(proxy.client, controller.signal).catch((error: unknown) => error);
    await engine.whenOpen(1);

    controller.abort();

    expect(await isInTime(engine.whenOpen(0), limitMs)).toBe(true);
    expect(await outcome).toMatchObject({ code: "CANCELLED" });
  });

  it.each(rows)("when the deadline of $method passes", async ({ call }) => {
    const outcome = call(proxy.client, new AbortController().signal, callMs).catch((error: unknown) => error);
    await engine.whenOpen(1);

    clock.pass();

    expect(await isInTime(engine.whenOpen(0), limitMs)).toBe(true);
    expect(await outcome).toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(engine.attempts()).toBe(1);
  });
});

const describeGrpcurl = grpcurlPath === undefined ? describe.skip : describe;

/** What grpcurl says when it gives up. Its second is doubled until the machine has had the time to ask the engine within it. */
async function givenUp({ method, request }: Pick<Row, "method" | "request">, seconds = 1): Promise<string> {
  const { error } = await grpcurlCall(proxy.proxy.address, method, request, ["-max-time", String(seconds)]);
  return engine.attempts() > 0 ? error : givenUp({ method, request }, 2 * seconds);
}

describeGrpcurl("an engine that never ends is left within 500 ms", () => {
  it.each(rows)("when grpcurl -max-time 1 gives up on $method", async (row) => {
    const error = await givenUp(row);

    expect(await isInTime(engine.whenOpen(0), limitMs)).toBe(true);
    expect(error).toContain("DeadlineExceeded");
  });
});

async function drain(messages: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of messages);
}

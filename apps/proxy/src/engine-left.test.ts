import { type FakeOllama, startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import type { ComputeClient } from "@compute-proxy/client";
import { isInTime } from "@compute-proxy/core/testing";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { grpcurlCall, grpcurlPath } from "./testing/grpcurl.js";
import { oneEngine } from "./testing/one-engine.js";
import { startTestProxy, type TestProxy } from "./testing/test-proxy.js";

const input = { text: "Count to infinity" };
const prompt = { prompt: "Count to infinity", model: "smollm2:135m" };

/** The engine takes this long to be left after the client has gone, at most. All of it happens in this process. */
const limitMs = 500;
/** Of a call: until then the engine has been reached, on a busy machine too. */
const callMs = 1000;

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

let engine: FakeOllama;
let proxy: TestProxy;

beforeEach(async () => {
  engine = await startFakeOllama({
    answer: () => ({ kind: "tokens", tokens: ["one ", "more "], ending: "stall" }),
    intercept: ({ path }) => (path === "/api/embed" ? { kind: "silence" } : undefined),
  });
  proxy = await startTestProxy(oneEngine(engine.url));
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
    const outcome = await call(proxy.client, new AbortController().signal, callMs).catch((error: unknown) => error);

    expect(await isInTime(engine.whenOpen(0), limitMs)).toBe(true);
    expect(engine.attempts()).toBe(1);
    expect(outcome).toMatchObject({ code: "DEADLINE_EXCEEDED" });
  });
});

const describeGrpcurl = grpcurlPath === undefined ? describe.skip : describe;

describeGrpcurl("an engine that never ends is left within 500 ms", () => {
  it.each(rows)("when grpcurl -max-time 1 gives up on $method", async ({ method, request }) => {
    const { error } = await grpcurlCall(proxy.proxy.address, method, request, ["-max-time", "1"]);

    expect(await isInTime(engine.whenOpen(0), limitMs)).toBe(true);
    expect(engine.attempts()).toBe(1);
    expect(error).toContain("DeadlineExceeded");
  });
});

async function drain(messages: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of messages);
}

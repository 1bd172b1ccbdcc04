import { Pipeline } from "@compute-proxy/api";
import { FakeClock } from "@compute-proxy/core/testing";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type CallOptions, Metadata } from "nice-grpc-common";
import {
  type NeverAnswering,
  neverAnswers,
  startTestService,
  type TestService,
  until,
  wireClient,
  type WireClient,
} from "../testing/index.js";

const pipelines = [
  Pipeline.fromPartial({ id: "one", stages: [{ id: "only", type: "text_generation", model: "small" }] }),
];
const generation = { prompt: "hi", model: "small" };
const run = { pipelineId: "one", input: { text: "hi" } };

type Call = (compute: WireClient["compute"], options: CallOptions) => Promise<unknown>;

async function readAll(messages: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of messages);
}

const calls: ReadonlyArray<{ readonly rpc: string; readonly call: Call }> = [
  { rpc: "ExecutePipeline", call: (compute, options) => compute.executePipeline(run, options) },
  { rpc: "ExecutePipelineStream", call: (compute, options) => readAll(compute.executePipelineStream(run, options)) },
  { rpc: "Generate", call: (compute, options) => compute.generate(generation, options) },
  { rpc: "GenerateStream", call: (compute, options) => readAll(compute.generateStream(generation, options)) },
  { rpc: "Embed", call: (compute, options) => compute.embed({ text: "hi", model: "mini" }, options) },
];

let clock: FakeClock;
let engine: NeverAnswering;
let service: TestService;
let client: WireClient;

beforeEach(async () => {
  clock = new FakeClock();
  engine = neverAnswers("npu");
  service = await startTestService({ backends: [engine.backend], pipelines, clock });
  client = wireClient(service.address);
});

afterEach(async () => {
  client.channel.close();
  await service.close();
});

describe.each(calls)("$rpc", ({ call }) => {
  it("ends the engine's work when the client cancels", async () => {
    const controller = new AbortController();
    const result = expect(call(client.compute, { signal: controller.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
    await until(() => engine.open() === 1);

    controller.abort();
    await result;
    await until(() => engine.open() === 0);

    expect(engine.ended).toEqual(["cancelled"]);
    expect(service.errors).toEqual([]);
  });

  it("ends with DEADLINE_EXCEEDED, and ends the engine's work, at the client's deadline", async () => {
    const metadata = Metadata({ "grpc-timeout": "60S" });
    const result = expect(call(client.compute, { metadata })).rejects.toThrow("DEADLINE_EXCEEDED");
    await until(() => engine.open() === 1);

    await clock.advance(60_000);
    await result;

    expect(engine.ended).toEqual(["deadline-exceeded"]);
    expect(service.errors).toEqual([]);
  });
});

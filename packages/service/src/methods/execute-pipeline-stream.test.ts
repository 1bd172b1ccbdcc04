import { Pipeline, type PipelineStreamResponse } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { deferred } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { startTestService, type TestParts, type TestService, wireClient, type WireClient } from "../testing/index.js";

const pipelines = [
  Pipeline.fromPartial({ id: "one", stages: [{ id: "only", type: "text_generation", model: "small" }] }),
];
const request = { pipelineId: "one", input: { text: "hi" } };

let service: TestService;
let client: WireClient;

async function start(parts: TestParts): Promise<WireClient["compute"]> {
  service = await startTestService(parts);
  client = wireClient(service.address);
  return client.compute;
}

afterEach(async () => {
  client.channel.close();
  await service.close();
});

function textOf({ event }: PipelineStreamResponse): string | undefined {
  return event?.$case === "textDelta" ? event.value.text : undefined;
}

describe("ExecutePipelineStream", () => {
  it("sends the run's events in order, the result last", async () => {
    const compute = await start({
      backends: [scriptedBackend({ id: "npu" }, () => ({ deltas: ["a", "b"] }))],
      pipelines,
    });

    const events: PipelineStreamResponse[] = [];
    for await (const event of compute.executePipelineStream(request)) events.push(event);

    expect(events).toEqual(service.events);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index));
    expect(events.map(textOf).filter((text) => text !== undefined)).toEqual(["a", "b"]);
    expect(events.at(-1)?.event).toMatchObject({ $case: "runEnd", value: { success: true, runId: "call-1" } });
  });

  it("sends a delta before the engine has made the next one", async () => {
    const second = deferred();
    const before = (index: number): Promise<void> => (index === 1 ? second.promise : Promise.resolve());
    const compute = await start({
      backends: [scriptedBackend({ id: "npu" }, () => ({ deltas: ["a", "b"], before }))],
      pipelines,
    });

    const texts: string[] = [];
    for await (const event of compute.executePipelineStream(request)) {
      const text = textOf(event);
      if (text !== undefined) texts.push(text);
      if (text === "a") second.resolve();
    }

    expect(texts).toEqual(["a", "b"]);
  });

  it("leaves deltas out when enable_streaming is false", async () => {
    const compute = await start({
      backends: [scriptedBackend({ id: "npu" }, () => ({ deltas: ["a", "b"] }))],
      pipelines,
    });

    const kinds: Array<string | undefined> = [];
    for await (const { event } of compute.executePipelineStream({ ...request, options: { enableStreaming: false } })) {
      kinds.push(event?.$case);
    }

    expect(kinds).toEqual(["runStart", "stageStart", "attemptStart", "attemptEnd", "stageEnd", "runEnd"]);
  });
});

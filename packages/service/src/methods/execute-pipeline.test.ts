import { Pipeline } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { ProxyError } from "@compute-proxy/core";
import { afterEach, describe, expect, it } from "@jest/globals";
import {
  startTestService,
  type TestParts,
  type TestService,
  wireClient,
  type WireClient,
  wireFailure,
} from "../testing/index.js";

const pipelines = [
  Pipeline.fromPartial({ id: "one", stages: [{ id: "only", type: "text_generation", model: "small" }] }),
];
const says = (...deltas: readonly string[]) => scriptedBackend({ id: "npu" }, () => ({ deltas }));

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

describe("ExecutePipeline", () => {
  it("answers with the folded run, whose id is the call's", async () => {
    const compute = await start({ backends: [says("Hello", " there")], pipelines });

    const response = await compute.executePipeline({ pipelineId: "one", input: { text: "hi" } });

    expect(response).toMatchObject({
      pipelineId: "one",
      runId: "call-1",
      success: true,
      finalOutput: { kind: { $case: "text", value: "Hello there" } },
      stageResults: [
        { stageId: "only", backend: "npu", success: true, metadata: { forwarded: false, attemptCount: 1 } },
      ],
    });
  });

  it("shows the observer every event but the deltas, which nobody reads", async () => {
    const compute = await start({ backends: [says("Hello")], pipelines });

    await compute.executePipeline({ pipelineId: "one", input: { text: "hi" } });

    expect(service.events.map(({ event }) => event?.$case)).toEqual([
      "runStart",
      "stageStart",
      "attemptStart",
      "attemptEnd",
      "stageEnd",
      "runEnd",
    ]);
  });

  it("is OK with success false when a stage failed", async () => {
    const broken = scriptedBackend({ id: "npu" }, () => ({
      error: new ProxyError("engine-reset", "the engine went away"),
    }));
    const compute = await start({ backends: [broken], pipelines });

    const response = await compute.executePipeline({ pipelineId: "one", input: { text: "hi" } });

    expect(response).toMatchObject({
      success: false,
      error: { code: "UNAVAILABLE", reason: "engine-reset", stageId: "only" },
    });
  });

  it("names all that is wrong before anything starts, in the names of the JSON form", async () => {
    const backend = says("never");
    const compute = await start({ backends: [backend], pipelines });

    const failure = await wireFailure(
      compute.executePipeline({
        pipelineId: "one",
        input: { messages: [{ role: "robot", content: "canary" }] },
        options: { stageTimeoutMs: 0, parallelStages: true },
        annotations: { target: "npuu", maxPowerWatts: Number.NaN, maxLatencyMs: 0, custom: { "a\nb": "c" } },
        inlinePipeline: { id: "mine" },
      }),
    );

    expect(failure).toMatchObject({ status: "INVALID_ARGUMENT", reason: "invalid-request" });
    expect(new Set(failure.violations.map(({ field }) => field))).toEqual(
      new Set([
        'annotations.custom["a\\u{a}b"]',
        "annotations.max_latency_ms",
        "annotations.max_power_watts",
        "annotations.target",
        "inline_pipeline",
        "input.messages[0].role",
        "options.parallel_stages",
        "options.stage_timeout_ms",
      ]),
    );
    expect(failure.message).toContain('did you mean "npu"');
    expect(failure.message).not.toContain("canary");
    expect(backend.requests).toHaveLength(0);
  });
});

import { type DeepPartial, type ExecutePipelineRequest, Pipeline } from "@compute-proxy/api";
import { type ScriptedBackend, scriptedBackend } from "@compute-proxy/backend/testing";
import { ProxyError } from "@compute-proxy/core";
import { FakeClock } from "@compute-proxy/core/testing";
import type { PipelineCatalog } from "@compute-proxy/pipeline";
import { afterEach, describe, expect, it } from "@jest/globals";
import { Metadata } from "nice-grpc-common";
import {
  startTestService,
  type TestParts,
  type TestService,
  wireClient,
  type WireClient,
  wireFailure,
} from "../testing/index.js";

const text = Pipeline.fromPartial({ id: "talk", stages: [{ id: "say", type: "text_generation", model: "small" }] });
const voice = Pipeline.fromPartial({ id: "voice", stages: [{ id: "hear", type: "audio_to_text" }] });
const off: PipelineCatalog = { enabled: false, entries: [], groups: [], problems: [] };
const broken: PipelineCatalog = {
  enabled: true,
  entries: [
    {
      kind: "broken",
      id: "bad",
      name: "",
      description: "",
      problems: ["p.yaml:3:5: unknown key", "p.yaml:9:1: no stages"],
    },
    { kind: "ready", pipeline: text },
  ],
  groups: [],
  problems: [],
};

type Facts = Parameters<typeof scriptedBackend>[0];

function answers(id: string, facts: Partial<Facts> = {}): ScriptedBackend {
  return scriptedBackend({ ...facts, id }, () => ({ deltas: ["hi"] }));
}

function fails(id: string, error: Error): ScriptedBackend {
  return scriptedBackend({ id }, () => ({ error }));
}

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

const ask = (pipelineId: string): DeepPartial<ExecutePipelineRequest> => ({ pipelineId, input: { text: "hi" } });

interface Row {
  readonly situation: string;
  readonly parts: TestParts;
  readonly call: (compute: WireClient["compute"]) => Promise<unknown>;
  readonly status: string;
  readonly reason: string;
  readonly says: readonly string[];
}

/** A second of silence. */
const second = { data: new Uint8Array(32_000), mimeType: "audio/l16", sampleRateHz: 16_000, channels: 1 };

const rows: readonly Row[] = [
  {
    situation: "a wrong field",
    parts: { backends: [] },
    call: (compute) => compute.generate({}),
    status: "INVALID_ARGUMENT",
    reason: "invalid-request",
    says: ["prompt"],
  },
  {
    situation: "an input that a stage cannot take",
    parts: { backends: [answers("npu")], pipelines: [voice] },
    call: (compute) => compute.executePipeline(ask("voice")),
    status: "INVALID_ARGUMENT",
    reason: "invalid-request",
    says: ["input.audio"],
  },
  {
    situation: "a pipeline that is in no file",
    parts: { backends: [answers("npu")], pipelines: [text] },
    call: (compute) => compute.executePipeline(ask("tolk")),
    status: "NOT_FOUND",
    reason: "pipeline-not-found",
    says: ['"tolk"', 'did you mean "talk"'],
  },
  {
    situation: "a model that is in no file",
    parts: { backends: [answers("npu", { models: { supported: ["small*"] } })] },
    call: (compute) => compute.generate({ prompt: "hi", model: "huge" }),
    status: "NOT_FOUND",
    reason: "model-not-found",
    says: ["huge", "npu"],
  },
  {
    situation: "pipelines that are off",
    parts: { backends: [answers("npu")], catalog: off },
    call: (compute) => compute.executePipeline(ask("talk")),
    status: "FAILED_PRECONDITION",
    reason: "pipelines-off",
    says: ["pipelines.enabled"],
  },
  {
    situation: "a pipeline whose definition has problems",
    parts: { backends: [answers("npu")], catalog: broken },
    call: (compute) => compute.executePipeline(ask("bad")),
    status: "FAILED_PRECONDITION",
    reason: "pipeline-has-problems",
    says: ["p.yaml:3:5: unknown key", "p.yaml:9:1: no stages"],
  },
  {
    situation: "a power rule that excludes every backend",
    parts: { backends: [answers("nvidia", { characteristics: { powerWatts: 55 } })] },
    call: (compute) => compute.generate({ prompt: "hi", model: "small", annotations: { maxPowerWatts: 10 } }),
    status: "FAILED_PRECONDITION",
    reason: "excluded-by-rule",
    says: ["annotations.max_power_watts", "nvidia"],
  },
  {
    situation: "engines whose queues are full",
    parts: { backends: [fails("npu", new ProxyError("engine-busy", "queue full"))] },
    call: (compute) => compute.generate({ prompt: "hi", model: "small" }),
    status: "RESOURCE_EXHAUSTED",
    reason: "engine-busy",
    says: ["npu", "queue full"],
  },
  {
    situation: "a deadline that is shorter than the fastest estimate",
    parts: { backends: [answers("npu", { characteristics: { avgLatencyMs: 60_000 } })] },
    call: (compute) =>
      compute.generate({ prompt: "hi", model: "small" }, { metadata: Metadata({ "grpc-timeout": "20S" }) }),
    status: "DEADLINE_EXCEEDED",
    reason: "deadline-exceeded",
    says: ["60000 ms"],
  },
  {
    situation: "no backend that can be reached",
    parts: {
      backends: [
        fails("a", new ProxyError("engine-refused", "nobody listens")),
        fails("b", new ProxyError("engine-reset", "hung up")),
      ],
    },
    call: (compute) => compute.generate({ prompt: "hi", model: "small" }),
    status: "UNAVAILABLE",
    reason: "engine-reset",
    says: ["a: engine-refused", "b: engine-reset"],
  },
  {
    situation: "a transcription where no backend can hear",
    parts: { backends: [answers("npu")] },
    call: (compute) => compute.transcribe({ audio: second }),
    status: "FAILED_PRECONDITION",
    reason: "not-capable",
    says: ["audio_to_text"],
  },
  {
    situation: "a transcription of what is no audio",
    parts: { backends: [answers("npu")] },
    call: (compute) => compute.transcribe({ audio: { data: new TextEncoder().encode("not a sound at all") } }),
    status: "INVALID_ARGUMENT",
    reason: "invalid-request",
    says: ["audio", "RIFF"],
  },
  {
    situation: "speech without a text",
    parts: { backends: [answers("npu")] },
    call: (compute) => compute.synthesize({}),
    status: "INVALID_ARGUMENT",
    reason: "invalid-request",
    says: ["text"],
  },
];

describe("the status of a call", () => {
  it.each(rows)("is $status for $situation", async ({ parts, call, status, reason, says }) => {
    const compute = await start(parts);

    const failure = await wireFailure(call(compute));

    expect(failure).toMatchObject({ status, reason });
    for (const words of says) expect(failure.message).toContain(words);
  });

  it("is OK for the other pipelines of a file with problems", async () => {
    const compute = await start({ backends: [answers("npu")], catalog: broken });

    await expect(compute.executePipeline(ask("talk"))).resolves.toMatchObject({ success: true });
  });

  it("is OK for a run whose stage failed, whose error has the code of a single-stage call", async () => {
    const busy = fails("npu", new ProxyError("engine-busy", "queue full"));
    const compute = await start({ backends: [busy], pipelines: [text] });

    const response = await compute.executePipeline(ask("talk"));

    expect(response).toMatchObject({
      success: false,
      error: { code: "RESOURCE_EXHAUSTED" },
      stageResults: [{ stageId: "say", success: false, error: { code: "RESOURCE_EXHAUSTED" } }],
    });
  });

  it("is INTERNAL with an id, never UNKNOWN, for a bug of ours, and the log has the rest", async () => {
    const bug = new TypeError("canary");
    const observe = (): never => {
      throw bug;
    };
    const compute = await start({ backends: [answers("npu")], pipelines: [text], observe, clock: new FakeClock() });

    const failure = await wireFailure(compute.executePipeline(ask("talk")));

    expect(failure).toMatchObject({
      status: "INTERNAL",
      message: "internal error: the server's log has it under the id call-1",
    });
    expect(service.errors).toEqual([
      { error: bug, place: { callId: "call-1", method: "/compute.v1.ComputeService/ExecutePipeline" } },
    ]);
  });
});

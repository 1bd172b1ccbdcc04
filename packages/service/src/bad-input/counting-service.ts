import { type Audio, Pipeline } from "@compute-proxy/api";
import { type ScriptedBackend, scriptedBackend } from "@compute-proxy/backend/testing";
import { FakeClock } from "@compute-proxy/core/testing";
import { scriptedOutcomes, startTestService, type TestService } from "../testing/index.js";
import { judgedRun } from "./samples.js";

/** A server over one engine that can do everything and counts what it is asked. */
export interface CountingService {
  readonly service: TestService;
  /** Calls that reached the engine so far. */
  readonly asked: () => number;
}

const template = '{{ .Variables["tone"] }} {{ .Context | default: "" }} {{ .Input }}';

/** Reads everything that an input can hold, but for sound. */
const all = Pipeline.fromPartial({
  id: "all",
  options: { preserveContext: true },
  stages: [
    {
      id: "say",
      type: "text_generation",
      model: "small",
      inputTransform: { template },
      when: "!has(input.data) || size(input.data) >= 0",
    },
  ],
});
const hear = Pipeline.fromPartial({ id: "hear", stages: [{ id: "hear", type: "audio_to_text", model: "small" }] });

/** Starts one. Its clock stands still: the shortest timeout does not fire. The test closes the service. */
export async function startCountingService(): Promise<CountingService> {
  let asked = 0;
  const backend = scriptedBackend(
    {
      id: "engine",
      characteristics: { avgLatencyMs: 2, powerWatts: 0.25 },
      models: { supported: ["small"], preferred: ["small"] },
    },
    () => ({ deltas: ["hi"] }),
    {
      transcribe: () => ({ text: "hi" }),
      synthesize: () => [frame],
    },
  );
  const { generate, embed, transcribe, synthesize } = backend.port;
  const counted: ScriptedBackend["port"] = {
    ...backend.port,
    generate: (request, scope) => ((asked += 1), generate(request, scope)),
    embed: (request, scope) => ((asked += 1), embed(request, scope)),
    transcribe: (request, scope) => ((asked += 1), transcribe(request, scope)),
    synthesize: (request, scope) => ((asked += 1), synthesize(request, scope)),
  };
  const service = await startTestService({
    backends: [{ ...backend, port: counted }],
    pipelines: [all, hear],
    outcomes: scriptedOutcomes({ runId: judgedRun, stageId: "say" }),
    clock: new FakeClock(),
  });
  return { service, asked: () => asked };
}

const frame: Audio = { data: new Uint8Array(320), mimeType: "audio/l16", sampleRateHz: 16_000, channels: 1 };

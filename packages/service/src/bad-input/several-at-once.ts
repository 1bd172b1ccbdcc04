import type { ComputeServiceClient, DeepPartial, ExecutePipelineRequest } from "@compute-proxy/api";

/** A call with several wrong fields, and the violations that it must end with, sorted. */
interface ManyMistakes {
  readonly request: string;
  readonly call: (compute: ComputeServiceClient) => Promise<unknown> | AsyncIterable<unknown>;
  readonly names: readonly string[];
}

const annotations = { target: "constructor", maxPowerWatts: Number.NaN, maxLatencyMs: 0, custom: { "": "x" } };
const ofAnnotations = [
  'annotations.custom[""]',
  "annotations.max_latency_ms",
  "annotations.max_power_watts",
  "annotations.target",
];
const generate = { model: "a\nb", annotations, options: { maxTokens: 0, temperature: Infinity, stop: [""] } };
const ofGenerate = [
  ...ofAnnotations,
  "model",
  "options.max_tokens",
  "options.stop[0]",
  "options.temperature",
  "prompt",
];
const run: DeepPartial<ExecutePipelineRequest> = {
  pipelineId: "all",
  input: { text: " ", embedding: { values: [] }, data: { x: Number.NaN }, variables: { tnoe: "calm" } },
  options: { parallelStages: true, stageTimeoutMs: 0 },
  annotations,
  inlinePipeline: {},
};
const ofRun = [
  ...ofAnnotations,
  "inline_pipeline",
  "input.data",
  "input.embedding",
  "input.text",
  'input.variables["tnoe"]',
  'input.variables["tone"]',
  "options.parallel_stages",
  "options.stage_timeout_ms",
];

/** Calls in which nearly everything is wrong. */
export const severalAtOnce: readonly ManyMistakes[] = [
  { request: "ExecutePipeline", call: (compute) => compute.executePipeline(run), names: ofRun },
  { request: "ExecutePipelineStream", call: (compute) => compute.executePipelineStream(run), names: ofRun },
  { request: "Generate", call: (compute) => compute.generate(generate), names: ofGenerate },
  { request: "GenerateStream", call: (compute) => compute.generateStream(generate), names: ofGenerate },
  {
    request: "Embed",
    call: (compute) => compute.embed({ model: "\0", annotations }),
    names: [...ofAnnotations, "model", "text"],
  },
  {
    request: "Transcribe",
    call: (compute) => compute.transcribe({ model: "\0", annotations, options: { language: "English" } }),
    names: [...ofAnnotations, "audio", "model", "options.language"],
  },
  {
    request: "Synthesize",
    call: (compute) => compute.synthesize({ model: "\0", annotations, options: { lengthScale: 0, speaker: 10_001 } }),
    names: [...ofAnnotations, "model", "options.length_scale", "options.speaker", "text"],
  },
  {
    request: "ReportOutcome",
    call: (compute) => compute.reportOutcome({ runId: " ", stageId: "\0" }),
    names: ["good", "run_id", "stage_id"],
  },
];

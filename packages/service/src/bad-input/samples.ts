import type { RequestField } from "./request-fields.js";
import { pathOf } from "./request-fields.js";
import type { WireTree } from "./wire-tree.js";

/** In every text of a good request. No error may hold it. */
export const secret = "canary-in-a-prompt";

/** The run that the outcomes of the counting service remember. */
export const judgedRun = "judged-run";

const raw: WireTree = { data: new Uint8Array(32_000), mime_type: "audio/l16", sample_rate_hz: 16_000, channels: 1 };
const variables = new Map([["tone", secret]]);
const message: WireTree = { role: "user", content: secret };
const document: WireTree = { id: "d", text: secret, metadata: new Map([["k", secret]]) };

/** Good requests, the nearest one first: a field of a part that excludes another part needs a request of its own. */
const samples: readonly { readonly begins: string; readonly tree: WireTree }[] = [
  { begins: "ExecutePipelineRequest.input.audio", tree: { pipeline_id: "hear", input: { audio: raw } } },
  {
    begins: "ExecutePipelineRequest.input.messages",
    tree: { pipeline_id: "all", input: { messages: [message], variables } },
  },
  {
    begins: "ExecutePipelineRequest.input.candidates",
    tree: { pipeline_id: "all", input: { text: secret, candidates: { candidates: [{}] }, variables } },
  },
  {
    begins: "ExecutePipelineRequest.inline_pipeline",
    tree: {
      pipeline_id: "all",
      input: { text: secret, variables },
      inline_pipeline: { stages: [{}], tiers: new Map([["t", {}]]) },
    },
  },
  {
    begins: "ExecutePipelineRequest.",
    tree: {
      pipeline_id: "all",
      input: { text: secret, documents: { documents: [document] }, variables },
      annotations: { custom: new Map([["k", secret]]) },
    },
  },
  { begins: "GenerateRequest.messages", tree: { messages: [message], model: "small" } },
  { begins: "GenerateRequest.", tree: { prompt: secret, model: "small" } },
  { begins: "EmbedRequest.", tree: { text: secret, model: "small" } },
  { begins: "TranscribeRequest.", tree: { audio: raw, model: "small" } },
  { begins: "SynthesizeRequest.", tree: { text: secret, model: "small" } },
  { begins: "ReportOutcomeRequest.", tree: { run_id: judgedRun, good: true } },
  { begins: "GetPipelineRequest.", tree: { pipeline_id: "all" } },
  { begins: "", tree: {} },
];

/** A good request to make wrong in that field. */
export function sampleFor(field: RequestField): WireTree {
  const path = `${field.request}.${pathOf(field)}`;
  return samples.find(({ begins }) => path.startsWith(begins))?.tree ?? {};
}

import { ExecutePipelineRequest, GenerateRequest } from "@compute-proxy/api";

/** Tokens of the engine's answer: a short one where the cost of a call is measured, a long one where that of a token is. */
export const tokens = { unary: 8, streamed: 200 } as const;

/** The pipelines that are measured, as pipelines.yaml has them. Both stages of the second write as much as the first's. */
export const pipelines = [
  { id: "one-stage", stages: [stage("write")] },
  { id: "two-stages", stages: [stage("write"), stage("again")] },
];

/** A call as the client sends it, over and over. */
export interface Call {
  /** Where the request goes. */
  readonly path: string;
  /** Of ours or of the floor; the floor has no pipelines. */
  readonly request: Uint8Array;
  /** Messages of a whole answer: a stream of ours has tokens together that came together from the engine. */
  readonly answers: { readonly least: number; readonly most: number };
}

const service = "/compute.v1.ComputeService";
const prompt = "Explain in one sentence why the sky is blue.";

const one = { least: 1, most: 1 };

/** What is called. A stream of the floor has a message a line, and so the engine's last one too, as ours has its `done`. */
export const calls = {
  generate: { path: `${service}/Generate`, request: generation(tokens.unary), answers: one },
  stream: {
    path: `${service}/GenerateStream`,
    request: generation(tokens.streamed),
    answers: { least: 2, most: tokens.streamed + 1 },
  },
  oneStage: { path: `${service}/ExecutePipeline`, request: run("one-stage"), answers: one },
  twoStages: { path: `${service}/ExecutePipeline`, request: run("two-stages"), answers: one },
} satisfies Record<string, Call>;

/** Names of the calls. */
export type CallName = keyof typeof calls;

function stage(id: string): Readonly<Record<string, unknown>> {
  return { id, type: "text_generation", model: "mock", generation: { max_tokens: tokens.unary } };
}

function generation(maxTokens: number): Uint8Array {
  return GenerateRequest.encode(
    GenerateRequest.fromPartial({ prompt, model: "mock", options: { maxTokens } }),
  ).finish();
}

function run(pipelineId: string): Uint8Array {
  const request = ExecutePipelineRequest.fromPartial({ pipelineId, input: { text: prompt } });
  return ExecutePipelineRequest.encode(request).finish();
}

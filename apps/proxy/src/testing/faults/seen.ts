import { type CallOptions, type ComputeClient, isComputeError, type StatusName, textOf } from "@compute-proxy/client";
import type { ExecutePipelineResponse, StageMetadata } from "@compute-proxy/api";
import type { CallName } from "./fault-row.js";

/** What a client has seen of one call. */
export interface Seen {
  readonly status: "OK" | StatusName;
  /** The finer code, where the call or its stage failed. */
  readonly reason: string | undefined;
  readonly message: string;
  readonly retryAfterMs: number | undefined;
  /** Everything that came, or the numbers of a vector. */
  readonly text: string;
  /** Whether the last message said that the answer is whole. */
  readonly done: boolean;
  readonly forwarded: boolean | undefined;
  /** Empty where the client is not told. */
  readonly confidence: number | undefined;
}

/** Models, pipeline and words of every call. */
export const asked = {
  prompt: "Why is the sky blue?",
  text: "mock:text",
  embedding: "mock:embed",
  pipeline: "p",
} as const;

/** Makes the call, and never throws for a failure. */
export async function see(client: ComputeClient, call: CallName, signal: AbortSignal): Promise<Seen> {
  const progress = { text: "" };
  try {
    return await calls[call](client, progress, { signal });
  } catch (error) {
    if (!isComputeError(error)) throw error;
    const { code, reason, message, retryAfterMs } = error;
    return { ...nothingSeen, status: code, reason, message, retryAfterMs, text: progress.text };
  }
}

/** A call that was answered, and nothing more. */
export const nothingSeen: Seen = {
  status: "OK",
  reason: undefined,
  message: "",
  retryAfterMs: undefined,
  text: "",
  done: false,
  forwarded: undefined,
  confidence: undefined,
};

type Progress = { text: string };

const calls: Readonly<
  Record<CallName, (client: ComputeClient, progress: Progress, options: CallOptions) => Promise<Seen>>
> = {
  async Generate(client, _, options) {
    const { response, metadata } = await client.generate({ prompt: asked.prompt, model: asked.text }, options);
    return { ...nothingSeen, text: response, done: true, ...told(metadata) };
  },
  async GenerateStream(client, progress, options) {
    let end: Partial<Seen> = {};
    for await (const message of client.generateStream({ prompt: asked.prompt, model: asked.text }, options)) {
      progress.text += message.token;
      if (message.done === true) end = { done: true, ...told(message.metadata) };
    }
    return { ...nothingSeen, text: progress.text, ...end };
  },
  async Embed(client, _, options) {
    const { embedding, metadata } = await client.embed({ text: asked.prompt, model: asked.embedding }, options);
    return { ...nothingSeen, text: embedding.join(" "), done: true, ...told(metadata) };
  },
  async ExecutePipeline(client, _, options) {
    const request = { pipelineId: asked.pipeline, input: { text: asked.prompt } };
    return ofRun(await client.executePipeline(request, options));
  },
  async ExecutePipelineStream(client, progress, options) {
    const request = { pipelineId: asked.pipeline, input: { text: asked.prompt } };
    let seen = nothingSeen;
    for await (const { event } of client.executePipelineStream(request, options)) {
      if (event?.$case === "textDelta") progress.text += event.value.text;
      if (event?.$case === "runEnd") seen = { ...ofRun(event.value), text: progress.text };
    }
    return seen;
  },
};

/** A run that failed is told with the status that a call of one stage would have ended with. */
function ofRun(run: ExecutePipelineResponse): Seen {
  const [stage] = run.stageResults;
  const { error } = run;
  const metadata = told(stage?.metadata);
  if (run.success === true) return { ...nothingSeen, text: textOf(run) ?? "", done: true, ...metadata };
  const partial = stage?.output?.kind?.$case === "text" ? stage.output.kind.value : "";
  return {
    ...nothingSeen,
    ...metadata,
    status: (error?.code ?? "OK") as StatusName,
    reason: error?.reason,
    message: error?.message ?? "",
    retryAfterMs: error?.retryAfterMs,
    text: partial,
  };
}

function told(metadata: StageMetadata | undefined): Pick<Seen, "forwarded" | "confidence"> {
  return { forwarded: metadata?.forwarded, confidence: metadata?.confidence };
}

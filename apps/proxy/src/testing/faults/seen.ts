import { type CallOptions, type ComputeClient, isComputeError, type StatusName, textOf } from "@compute-proxy/client";
import type { ExecutePipelineResponse, StageMetadata } from "@compute-proxy/api";
import { scalarCount } from "@compute-proxy/core";
import type { CallName, Setting } from "./fault-row.js";

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
  /** The kinds of the forwarded events of a streamed run; undefined where there are no events. */
  readonly forwardings: readonly string[] | undefined;
  /** Whether each piece of a streamed text began where the one before ended; undefined where no piece has a place. */
  readonly gapless: boolean | undefined;
  /** Empty where the client is not told. */
  readonly confidence: number | undefined;
}

/** Models, pipeline and words of every call. */
export const asked = {
  prompt: "Why is the sky blue?",
  text: "mock:text",
  embedding: "mock:embed",
  pipeline: "p",
  /** The same with `failover: off`. */
  unmoved: "p-off",
  /** A backend that cannot go on with a text writes the same one again. */
  options: { temperature: 0 },
} as const;

/** Makes the call, and never throws for a failure. */
export async function see(client: ComputeClient, { call, setting, signal }: SeenCall): Promise<Seen> {
  const progress: Progress = { text: "", gapless: undefined, forwardings: undefined };
  const pipelineId = setting === "off" ? asked.unmoved : asked.pipeline;
  try {
    return { ...(await calls[call](client, progress, { pipelineId, signal })), ...placesOf(progress) };
  } catch (error) {
    if (!isComputeError(error)) throw error;
    const { code, reason, message, retryAfterMs } = error;
    const { text } = progress;
    return { ...nothingSeen, status: code, reason, message, retryAfterMs, text, ...placesOf(progress) };
  }
}

/** Which call is made, and how long its client waits. */
export interface SeenCall {
  readonly call: CallName;
  readonly setting: Setting;
  readonly signal: AbortSignal;
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
  forwardings: undefined,
  gapless: undefined,
  confidence: undefined,
};

/** What came so far. */
type Progress = { -readonly [Field in "text" | "gapless" | "forwardings"]: Seen[Field] };

type CallPlan = CallOptions & { readonly pipelineId: string };

function placesOf({ gapless, forwardings }: Progress): Pick<Seen, "gapless" | "forwardings"> {
  return { gapless, forwardings };
}

/** Adds a piece that says where it begins. */
function note(progress: Progress, text: string, textOffset: number): void {
  progress.gapless = progress.gapless !== false && textOffset === scalarCount(progress.text);
  progress.text += text;
}

const calls: Readonly<
  Record<CallName, (client: ComputeClient, progress: Progress, options: CallPlan) => Promise<Seen>>
> = {
  async Generate(client, _, options) {
    const { response, metadata } = await client.generate(
      { prompt: asked.prompt, model: asked.text, options: asked.options },
      options,
    );
    return { ...nothingSeen, text: response, done: true, ...told(metadata) };
  },
  async GenerateStream(client, progress, options) {
    let end: Partial<Seen> = {};
    for await (const message of client.generateStream(
      { prompt: asked.prompt, model: asked.text, options: asked.options },
      options,
    )) {
      if (message.done === true) end = { done: true, ...told(message.metadata) };
      else note(progress, message.token, message.textOffset);
    }
    return { ...nothingSeen, text: progress.text, ...end };
  },
  async Embed(client, _, options) {
    const { embedding, metadata } = await client.embed({ text: asked.prompt, model: asked.embedding }, options);
    return { ...nothingSeen, text: embedding.join(" "), done: true, ...told(metadata) };
  },
  async ExecutePipeline(client, _, { pipelineId, ...options }) {
    const request = { pipelineId, input: { text: asked.prompt } };
    return ofRun(await client.executePipeline(request, options));
  },
  async ExecutePipelineStream(client, progress, { pipelineId, ...options }) {
    progress.forwardings = [];
    const request = { pipelineId, input: { text: asked.prompt } };
    let seen = nothingSeen;
    for await (const { event } of client.executePipelineStream(request, options)) {
      if (event?.$case === "textDelta") note(progress, event.value.text, event.value.textOffset);
      if (event?.$case === "forwarded") progress.forwardings = [...progress.forwardings, event.value.kind];
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

import type { Audio, ChatMessage, Payload, PipelineInput } from "@compute-proxy/api";

/** What later stages and conditions may know of a stage that is over. */
export interface StageMemory {
  readonly id: string;
  readonly text: string | undefined;
  readonly success: boolean | undefined;
  readonly skipped: boolean;
  readonly confidence: number | undefined;
  readonly quality: number | undefined;
  readonly backend: string;
  readonly model: string;
  readonly forwarded: boolean | undefined;
  readonly attemptCount: number;
  readonly nonePassed: boolean | undefined;
}

/** What has been computed when a stage begins. A new value for each stage; nothing is changed in place. */
export interface StageFlow {
  readonly input: PipelineInput;
  /** The text that reaches the next stage: the newest output, else the run's input. */
  readonly text: string | undefined;
  /** The sound that reaches the next stage: the newest audio output, else the run's input. */
  readonly audio: Audio | undefined;
  /** The conversation, until a stage has answered it. */
  readonly messages: readonly ChatMessage[];
  /** Text of the newest output. */
  readonly previousOutput: string | undefined;
  /** The newest output. */
  readonly output: Payload | undefined;
  readonly memories: readonly StageMemory[];
}

/** Before the first stage. */
export function beginFlow(input: PipelineInput): StageFlow {
  return {
    input,
    text: queryOf(input),
    audio: input.audio,
    messages: input.messages,
    previousOutput: undefined,
    output: undefined,
    memories: [],
  };
}

/** The run's question: its text, or the last message of its conversation. */
export function queryOf(input: PipelineInput): string | undefined {
  return input.text ?? input.messages.at(-1)?.content;
}

/** After a stage. A stage without an output leaves what reaches the next one as it was. */
export function afterStage(flow: StageFlow, memory: StageMemory, output: Payload | undefined): StageFlow {
  const memories = [...flow.memories, memory];
  if (!output?.kind) return { ...flow, memories };
  const text = output.kind.$case === "text" ? output.kind.value : undefined;
  const audio = output.kind.$case === "audio" ? output.kind.value : flow.audio;
  return { ...flow, memories, output, text, audio, previousOutput: text, messages: [] };
}

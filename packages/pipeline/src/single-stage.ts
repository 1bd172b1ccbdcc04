import {
  type EmbedRequest,
  type GenerateRequest,
  Pipeline,
  PipelineInput,
  type SynthesizeRequest,
  type TranscribeRequest,
} from "@compute-proxy/api";

/** A pipeline of one stage, and its input: how Generate and Embed run. */
export interface SingleStageRun {
  readonly pipeline: Pipeline;
  readonly input: PipelineInput;
}

/** One text generation as a pipeline. */
export function generationRun(request: GenerateRequest): SingleStageRun {
  const stage = { id: "generate", type: "text_generation", model: request.model, generation: request.options };
  const input =
    request.messages.length > 0
      ? { messages: request.messages, text: request.prompt || undefined }
      : { text: request.prompt };
  return {
    pipeline: Pipeline.fromPartial({ id: "generate", stages: [stage] }),
    input: PipelineInput.fromPartial(input),
  };
}

/** One embedding as a pipeline. */
export function embeddingRun(request: EmbedRequest): SingleStageRun {
  const stage = { id: "embed", type: "embedding", model: request.model };
  return {
    pipeline: Pipeline.fromPartial({ id: "embed", stages: [stage] }),
    input: PipelineInput.fromPartial({ text: request.text }),
  };
}

/** One transcription as a pipeline. */
export function transcriptionRun(request: TranscribeRequest): SingleStageRun {
  const stage = { id: "transcribe", type: "audio_to_text", model: request.model, transcription: request.options };
  return {
    pipeline: Pipeline.fromPartial({ id: "transcribe", stages: [stage] }),
    input: PipelineInput.fromPartial({ audio: request.audio }),
  };
}

/** One speech as a pipeline. */
export function speechRun(request: SynthesizeRequest): SingleStageRun {
  const stage = { id: "synthesize", type: "text_to_audio", model: request.model, speech: request.options };
  return {
    pipeline: Pipeline.fromPartial({ id: "synthesize", stages: [stage] }),
    input: PipelineInput.fromPartial({ text: request.text }),
  };
}

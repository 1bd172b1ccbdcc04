import { models } from "./engines.ts";

/** A pipeline that is measured. */
export interface MeasuredPipeline {
  readonly id: string;
  readonly description: string;
  /** As pipelines.yaml has it. */
  readonly definition: Readonly<Record<string, unknown>>;
}

/** A voice assistant whose text stage has these keys too. */
function stages(think: Readonly<Record<string, unknown>>): readonly unknown[] {
  const generation = { max_tokens: 160, temperature: 0, seed: 1 };
  return [
    { id: "hear", type: "audio_to_text", model: models.whisper },
    { id: "think", type: "text_generation", model: models.ollama, generation, ...think },
    { id: "say", type: "text_to_audio", model: models.piper, speech: { deterministic: true } },
  ];
}

export const measuredPipelines: readonly MeasuredPipeline[] = [
  {
    id: "unchecked",
    description: "the answer is spoken sentence by sentence while it is being written",
    definition: { stages: stages({}) },
  },
  {
    id: "checked",
    description:
      "the answer has a confidence check, as in the shipped voice-assistant: none of it is spoken before all of it is written and accepted",
    definition: {
      tiers: {
        small: { backend: "brain", model: models.ollama },
        large: { backend: "brain", model: models.strongerOllama },
      },
      // Accepts every answer, and so measures the waiting and not the engine's luck.
      stages: stages({
        forwarding_policy: { enable_confidence_check: true, min_confidence: 0, escalation_path: ["small", "large"] },
      }),
    },
  },
];

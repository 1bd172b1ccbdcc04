/** What a stage does, and so what a backend must be able to do. */
export const stageTypes = ["text_generation", "audio_to_text", "text_to_audio", "embedding", "custom"] as const;

/** One of them. */
export type StageType = (typeof stageTypes)[number];

/** The type that a name means, or undefined. */
export function stageType(name: string): StageType | undefined {
  return stageTypes.find((candidate) => candidate === name);
}

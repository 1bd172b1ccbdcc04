/** One engine for each stage of a voice assistant. */
export interface Engines {
  /** Base URLs. */
  readonly whisper: string;
  readonly ollama: string;
  readonly piper: string;
  /** What a reader of the report must know of them. */
  readonly description: string;
  /** Ends what was started for this run. */
  close(): Promise<void>;
}

/** Of the real engines that `npm run engines` brings, and of the fakes too. */
export const models = {
  whisper: "tiny.en",
  ollama: "smollm2:135m",
  strongerOllama: "qwen2.5-coder:0.5b",
  piper: "en_US-joe-medium",
} as const;

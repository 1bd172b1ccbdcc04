/** The models of the ladder and of the tests. */
export const MODELS = {
  small: "smollm2:135m",
  medium: "qwen2.5-coder:0.5b",
  large: "qwen2.5-coder:1.5b",
  embedding: "all-minilm:latest",
} as const;

export const WANTED_MODELS: readonly string[] = Object.values(MODELS);

/** One step of the ladder: a model that stands for a kind of hardware. */
export interface Rung {
  readonly backend: string;
  readonly title: string;
  readonly hardware: "npu" | "igpu" | "nvidia";
  readonly port: number;
  readonly model: string;
  /** A name from the pipelines that this rung's model answers to first of all. */
  readonly standsFor: string;
  readonly watts: number;
  readonly latencyMs: number;
  readonly tokensPerSecond: number;
  /** Lower is tried first. */
  readonly priority: number;
}

export const RUNGS: readonly Rung[] = [
  {
    backend: "ollama-npu",
    title: "Ollama, small model, standing for an NPU",
    hardware: "npu",
    port: 11434,
    model: MODELS.small,
    standsFor: "qwen2.5:0.5b",
    watts: 3,
    latencyMs: 800,
    tokensPerSecond: 10,
    priority: 1,
  },
  {
    backend: "ollama-intel",
    title: "Ollama, medium model, standing for an integrated GPU",
    hardware: "igpu",
    port: 11435,
    model: MODELS.medium,
    standsFor: "llama3:7b",
    watts: 12,
    latencyMs: 350,
    tokensPerSecond: 22,
    priority: 2,
  },
  {
    backend: "ollama-nvidia",
    title: "Ollama, large model, standing for an NVIDIA GPU",
    hardware: "nvidia",
    port: 11436,
    model: MODELS.large,
    standsFor: "llama3:70b",
    watts: 55,
    latencyMs: 150,
    tokensPerSecond: 65,
    priority: 3,
  },
];

import type { ProxyFiles } from "./test-proxy.js";

const {
  COMPUTE_PROXY_TEST_OLLAMA: small,
  COMPUTE_PROXY_TEST_OLLAMA_2: medium,
  COMPUTE_PROXY_TEST_OLLAMA_3: large,
} = process.env;
const models = (process.env["COMPUTE_PROXY_TEST_OLLAMA_MODELS"] ?? "").split(",");

/** The three real rungs, weakest first: SmolLM2 135M, Qwen2.5-Coder 0.5B and 1.5B, each on an Ollama of its own. */
const rungs = [
  { id: "ollama-npu", hardware: "npu", endpoint: small, model: "smollm2:135m", alias: "qwen2.5:0.5b", watts: 3 },
  {
    id: "ollama-intel",
    hardware: "igpu",
    endpoint: medium,
    model: "qwen2.5-coder:0.5b",
    alias: "llama3:7b",
    watts: 12,
  },
  {
    id: "ollama-nvidia",
    hardware: "nvidia",
    endpoint: large,
    model: "qwen2.5-coder:1.5b",
    alias: "llama3:70b",
    watts: 55,
  },
] as const;

/** Why the ladder cannot be tested here; undefined when it can. */
export const ladderMissing: string | undefined =
  small === undefined || medium === undefined || large === undefined
    ? "real engines are not installed; run: npm run engines"
    : rungs
        .filter(({ model }) => !models.includes(model))
        .map(({ model }) => `model ${model} could not be had`)
        .join("; ") || undefined;

/** Files of a proxy on the real ladder. The devices are emulated, and the files say so. `more` is added to the configuration. */
export function realLadder(pipelines: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): ProxyFiles {
  const backends = rungs.map(({ id, hardware, endpoint, model, alias, watts }) => ({
    id,
    type: "ollama",
    hardware,
    endpoint,
    emulated: true,
    characteristics: { power_watts: watts },
    models: { aliases: { [alias]: model }, preferred: [model] },
  }));
  return {
    config: JSON.stringify({
      server: { host: "127.0.0.1", grpc_port: 0 },
      backends,
      routing: { default_backend: "ollama-npu" },
      pipelines: { enabled: true, config_file: "FOLDER/pipelines.yaml" },
      data_dir: "FOLDER/data",
      ...more,
    }),
    pipelines: JSON.stringify({ pipelines }),
  };
}

/** The shape of the user's adaptive-text, at temperature 0 so that it can be repeated. */
export function adaptive(id: string, minConfidence: number, maxTokens: number): unknown {
  return {
    id,
    tiers: {
      small: { backend: "ollama-npu", model: "qwen2.5:0.5b" },
      medium: { backend: "ollama-intel", model: "llama3:7b" },
      large: { backend: "ollama-nvidia", model: "llama3:70b" },
    },
    stages: [
      {
        id: "generate-text",
        type: "text_generation",
        preferred_hardware: "npu",
        forwarding_policy: {
          enable_confidence_check: true,
          min_confidence: minConfidence,
          escalation_path: ["small", "medium", "large"],
        },
        generation: { temperature: 0, max_tokens: maxTokens },
      },
    ],
  };
}

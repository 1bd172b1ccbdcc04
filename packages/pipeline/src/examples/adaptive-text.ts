import { Pipeline } from "@compute-proxy/api";

/** Starts on the smallest model and hands the question on while the answer is not sure enough. */
export const adaptiveText: Pipeline = Pipeline.fromPartial({
  id: "adaptive-text",
  name: "Adaptive Text Generation",
  description: "NPU first; the integrated GPU, then the NVIDIA GPU, when the answer is not sure enough",
  tiers: {
    small: { backend: "ollama-npu", model: "qwen2.5:0.5b" },
    medium: { backend: "ollama-intel", model: "llama3:7b" },
    large: { backend: "ollama-nvidia", model: "llama3:70b" },
  },
  stages: [
    {
      id: "generate-text",
      type: "text_generation",
      preferredHardware: "npu",
      forwardingPolicy: {
        enableConfidenceCheck: true,
        minConfidence: 0.75,
        maxRetries: 2,
        escalationPath: ["small", "medium", "large"],
      },
      generation: { maxTokens: 512 },
    },
  ],
  options: { enableStreaming: true, collectMetrics: true },
});

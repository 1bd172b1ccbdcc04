import { Pipeline } from "@compute-proxy/api";

/** A spoken question in, a spoken answer out. */
export const voiceAssistant: Pipeline = Pipeline.fromPartial({
  id: "voice-assistant",
  name: "Voice Assistant",
  description: "Speech to text, an answer, and speech again",
  stages: [
    { id: "voice-to-text", type: "audio_to_text", preferredHardware: "npu", model: "whisper-tiny" },
    {
      id: "process-text",
      type: "text_generation",
      preferredHardware: "igpu",
      model: "llama3:7b",
      forwardingPolicy: {
        enableConfidenceCheck: true,
        minConfidence: 0.8,
        escalationPath: ["ollama-intel", "ollama-nvidia"],
      },
      generation: { maxTokens: 160 },
    },
    { id: "text-to-voice", type: "text_to_audio", preferredHardware: "npu", model: "piper-tts" },
  ],
});

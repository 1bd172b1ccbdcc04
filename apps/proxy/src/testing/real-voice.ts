import type { ProxyFiles } from "./test-proxy.js";

const {
  COMPUTE_PROXY_TEST_OLLAMA: small,
  COMPUTE_PROXY_TEST_OLLAMA_2: large,
  COMPUTE_PROXY_TEST_WHISPER: whisper,
  COMPUTE_PROXY_TEST_PIPER: piper,
} = process.env;

/** Why the voice cannot be tested here; undefined when it can. */
export const voiceMissing: string | undefined =
  [
    ["Ollama", small && large],
    ["whisper.cpp", whisper],
    ["Piper", piper],
  ]
    .filter(([, url]) => url === undefined)
    .map(([name]) => `${name} is not installed`)
    .join(", ") || undefined;

/** Files of a proxy on the real engines, with the user's voice-assistant and short answers. */
export function realVoice(): ProxyFiles {
  const emulated = { emulated: true, characteristics: { power_watts: 3 } };
  const backends = [
    {
      id: "ollama-intel",
      type: "ollama",
      hardware: "igpu",
      endpoint: small,
      models: { aliases: { "llama3:7b": "qwen2.5-coder:0.5b" }, preferred: ["qwen2.5-coder:0.5b"] },
      ...emulated,
    },
    {
      id: "ollama-nvidia",
      type: "ollama",
      hardware: "nvidia",
      endpoint: large,
      models: { preferred: ["qwen2.5-coder:1.5b"] },
      ...emulated,
    },
    {
      id: "whisper-npu",
      type: "whisper_cpp",
      hardware: "npu",
      endpoint: whisper,
      models: { aliases: { "whisper-tiny": "tiny.en" }, preferred: ["tiny.en"] },
      ...emulated,
    },
    {
      id: "piper-npu",
      type: "piper",
      hardware: "npu",
      endpoint: piper,
      models: { aliases: { "piper-tts": "en_US-joe-medium" }, preferred: ["en_US-joe-medium"] },
      ...emulated,
    },
  ];
  const stages = [
    { id: "voice-to-text", type: "audio_to_text", preferred_hardware: "npu", model: "whisper-tiny" },
    {
      id: "process-text",
      type: "text_generation",
      preferred_hardware: "igpu",
      model: "llama3:7b",
      input_transform: { template: "Answer in one short plain sentence, with numbers as words.\n{{ .Input }}" },
      forwarding_policy: {
        enable_confidence_check: true,
        min_confidence: 0.8,
        escalation_path: ["ollama-intel", "ollama-nvidia"],
      },
      generation: { temperature: 0, max_tokens: 32 },
    },
    {
      id: "text-to-voice",
      type: "text_to_audio",
      preferred_hardware: "npu",
      model: "piper-tts",
      speech: { deterministic: true },
    },
  ];
  return {
    config: JSON.stringify({
      server: { host: "127.0.0.1", grpc_port: 0 },
      backends,
      routing: { default_backend: "ollama-intel" },
      pipelines: { enabled: true, config_file: "FOLDER/pipelines.yaml" },
      data_dir: "FOLDER/data",
    }),
    pipelines: JSON.stringify({ pipelines: [{ id: "voice-assistant", stages }] }),
  };
}

/** Twenty questions to speak, written for this project; without numbers, whose spelling is the recogniser's choice. */
export const spokenQuestions: readonly string[] = [
  "What is the capital of France?",
  "Who wrote the play Hamlet?",
  "What color is the sky on a clear day?",
  "Which animal barks and likes to fetch a ball?",
  "What do we call frozen water?",
  "Please tell me the opposite of cold.",
  "What is the largest planet in the solar system?",
  "Name a fruit that is yellow and curved.",
  "Which season comes after winter?",
  "What do plants need to grow?",
  "Where does the sun rise in the morning?",
  "What language do people speak in Brazil?",
  "Which ocean lies between Europe and America?",
  "What is the name of our galaxy?",
  "Tell me what a library is used for.",
  "Which metal is attracted by a magnet?",
  "How do birds build their nests?",
  "What should I wear when it rains?",
  "Why is breakfast an important meal?",
  "What does a doctor do at work?",
];

/** The kinds of engine that a configuration may name. Which of them have an adapter is the application's affair. */
export const backendTypes = ["ollama", "whisper_cpp", "piper", "simulated", "remote", "openai", "llama_cpp"] as const;

/** One of them. */
export type BackendType = (typeof backendTypes)[number];

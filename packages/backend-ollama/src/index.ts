export { createOllamaAdapter, type OllamaAdapterParts } from "./create-ollama-adapter.js";
export { defaultTimeouts, type OllamaTimeouts } from "./timeouts.js";

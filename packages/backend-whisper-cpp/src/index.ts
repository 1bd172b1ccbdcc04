export { createWhisperCppAdapter, type WhisperCppAdapterParts } from "./create-whisper-cpp-adapter.js";
export { defaultTimeouts, type WhisperTimeouts } from "./timeouts.js";

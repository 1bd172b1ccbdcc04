export { createPiperAdapter, type PiperAdapterParts } from "./create-piper-adapter.js";
export { defaultTimeouts, type PiperTimeouts } from "./timeouts.js";

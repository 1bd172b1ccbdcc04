export { durationMs, joinAudio, type PcmAudio, readAudio, writeWav } from "@compute-proxy/audio";
export { audioFrames, audioOf, rawAudio, wavAudio } from "./audio.js";
export type { CallOptions } from "./call-options.js";
export { type ComputeClient, type ComputeClientOptions, createComputeClient } from "./compute-client.js";
export { ComputeError, type ComputeErrorFacts, isComputeError, type StatusName } from "./compute-error.js";
export type { ComputeMethods } from "./compute-methods.js";
export type { PipelineRuns, RunOptions } from "./run-pipeline.js";
export { textOf } from "./text-of.js";

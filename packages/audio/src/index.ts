export { type AudioLimits, defaultAudioLimits } from "./audio-limits.js";
export { recognitionRateHz, toMono } from "./convert-audio.js";
export { joinAudio } from "./join-audio.js";
export { durationMs, type PcmAudio } from "./pcm-audio.js";
export { readAudio } from "./read-audio.js";
export { writeWav } from "./write-wav.js";

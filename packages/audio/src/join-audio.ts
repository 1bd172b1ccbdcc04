import type { Audio } from "@compute-proxy/api";
import { ProxyError } from "@compute-proxy/core";
import type { PcmAudio } from "./pcm-audio.js";
import { readAudio } from "./read-audio.js";

/** Frames of one speech, one after the other. They have one rate and one number of channels. */
export function joinAudio(frames: readonly Audio[]): PcmAudio {
  const parts = frames.map((frame) => readAudio(frame));
  const [first] = parts;
  if (!first) throw new ProxyError("engine-unreadable", "the speech has no audio");
  const { sampleRateHz, channels } = first;
  if (parts.some((part) => part.sampleRateHz !== sampleRateHz || part.channels !== channels)) {
    throw new ProxyError("engine-unreadable", "the frames of the speech differ in their sample rate or channels");
  }
  const samples = new Int16Array(parts.reduce((sum, part) => sum + part.samples.length, 0));
  let at = 0;
  for (const part of parts) {
    samples.set(part.samples, at);
    at += part.samples.length;
  }
  return { samples, sampleRateHz, channels };
}

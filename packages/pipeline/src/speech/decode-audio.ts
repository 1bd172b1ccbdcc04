import type { Audio } from "@compute-proxy/api";
import { type PcmAudio, readAudio } from "@compute-proxy/audio";

const decoded = new WeakMap<Audio, PcmAudio>();

/** The samples of a sound. The checks before a run and the stage that hears it share one decoding; it goes with the message. */
export function decodeAudio(audio: Audio): PcmAudio {
  const known = decoded.get(audio);
  if (known) return known;
  const pcm = readAudio(audio);
  decoded.set(audio, pcm);
  return pcm;
}

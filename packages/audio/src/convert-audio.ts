import type { PcmAudio } from "./pcm-audio.js";
import { WaveFile } from "./wave-file.js";

/** What speech recognition wants: Whisper hears 16 kHz mono. */
export const recognitionRateHz = 16_000;

/** One channel at another rate: stereo is averaged, then resampled with a low-pass filter against aliases. */
export function toMono(pcm: PcmAudio, sampleRateHz: number): PcmAudio {
  const mono = pcm.channels === 1 ? pcm.samples : average(pcm.samples);
  if (pcm.sampleRateHz === sampleRateHz) return { samples: mono, sampleRateHz, channels: 1 };
  const file = new WaveFile();
  file.fromScratch(1, pcm.sampleRateHz, "16", mono);
  file.toSampleRate(sampleRateHz, { method: "sinc", LPF: true });
  return { samples: file.getSamples(true, Int16Array) as unknown as Int16Array, sampleRateHz, channels: 1 };
}

function average(stereo: Int16Array): Int16Array {
  return Int16Array.from({ length: stereo.length >> 1 }, (_, index) =>
    Math.round(((stereo[index * 2] ?? 0) + (stereo[index * 2 + 1] ?? 0)) / 2),
  );
}

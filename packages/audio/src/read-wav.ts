import { audioError } from "./audio-error.js";
import type { PcmAudio } from "./pcm-audio.js";
import { WaveFile } from "./wave-file.js";

/** wFormatTag of the WAV header; extensible files name the real one further on, and wavefile resolves bit depth from it. */
const formatNames: Readonly<Record<number, string>> = { 1: "PCM", 3: "floating point", 0xfffe: "extensible" };

/** Bit depths in wavefile's words. */
const bitDepths: readonly string[] = ["8", "16", "24", "32", "32f", "64"];

/** What a WAV header says. */
interface WavFormat {
  readonly audioFormat: number;
  readonly numChannels: number;
  readonly sampleRate: number;
}

/** Reads a WAV file: PCM of 8 to 32 bit or floating point, mono or stereo. Throws input-not-usable. */
export function readWav(bytes: Uint8Array): PcmAudio {
  if (!isWav(bytes)) {
    throw audioError(
      'does not begin with a RIFF/WAVE header: send a WAV file, or raw samples as mime_type "audio/l16" with sample_rate_hz',
    );
  }
  const file = parse(bytes);
  const { audioFormat, numChannels, sampleRate } = file.fmt as WavFormat;
  if (!(audioFormat in formatNames) || !bitDepths.includes(file.bitDepth)) {
    throw audioError(
      `is a WAV of format ${audioFormat} with bit depth ${file.bitDepth}: send PCM of 8 to 32 bit or floating point`,
    );
  }
  if (file.bitDepth !== "16") file.toBitDepth("16");
  const samples = file.getSamples(true, Int16Array) as unknown as Int16Array;
  return { samples, sampleRateHz: sampleRate, channels: numChannels };
}

/** Whether bytes begin like a WAV file. */
function isWav(bytes: Uint8Array): boolean {
  const text = (from: number): string => String.fromCharCode(...bytes.subarray(from, from + 4));
  return bytes.length >= 12 && text(0) === "RIFF" && text(8) === "WAVE";
}

function parse(bytes: Uint8Array): WaveFile {
  try {
    return new WaveFile(bytes);
  } catch {
    throw audioError("begins like a WAV file and cannot be read as one: it is cut or damaged");
  }
}

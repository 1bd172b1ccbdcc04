import type { Audio } from "@compute-proxy/api";
import { printable } from "@compute-proxy/core";
import { audioError } from "./audio-error.js";
import { type AudioLimits, defaultAudioLimits } from "./audio-limits.js";
import { durationMs, type PcmAudio } from "./pcm-audio.js";
import { readWav } from "./read-wav.js";

const wavTypes: readonly string[] = ["audio/wav", "audio/wave", "audio/x-wav", "audio/vnd.wave", ""];
const rawTypes: readonly string[] = ["audio/l16", "audio/pcm"];

/** Decodes what a client sent. Throws input-not-usable, naming what is wrong and what would be right. */
export function readAudio(audio: Audio, limits: AudioLimits = defaultAudioLimits): PcmAudio {
  if (audio.data.length === 0) throw audioError("is empty");
  if (audio.data.length > limits.maxBytes) {
    throw audioError(`has ${audio.data.length} bytes; at most ${limits.maxBytes} are allowed`);
  }
  const pcm = decode(audio);
  const { lowest, highest } = limits.sampleRates;
  if (pcm.channels !== 1 && pcm.channels !== 2) throw audioError(`has ${pcm.channels} channels; send 1 or 2`);
  if (!(pcm.sampleRateHz >= lowest && pcm.sampleRateHz <= highest)) {
    throw audioError(`has a sample rate of ${pcm.sampleRateHz} Hz; ${lowest} to ${highest} Hz are allowed`);
  }
  if (pcm.samples.length === 0) throw audioError("has a header and no samples");
  const length = durationMs(pcm);
  if (length > limits.maxDurationMs) {
    throw audioError(`lasts ${Math.round(length / 1000)} s; at most ${limits.maxDurationMs / 1000} s are allowed`);
  }
  return pcm;
}

function decode(audio: Audio): PcmAudio {
  const [type = ""] = audio.mimeType.toLowerCase().split(";");
  const name = type.trim();
  if (wavTypes.includes(name)) return readWav(audio.data);
  if (rawTypes.includes(name)) return readRaw(audio);
  throw audioError(
    `has mime_type "${printable(audio.mimeType, 64)}": send "audio/wav", or "audio/l16" with sample_rate_hz`,
  );
}

/** Little-endian 16 bit samples; one channel when none is said. */
function readRaw({ data, sampleRateHz, channels }: Audio): PcmAudio {
  if (sampleRateHz === 0) throw audioError('is raw ("audio/l16") and has no sample_rate_hz');
  const width = 2 * (channels || 1);
  if (data.length % width !== 0)
    throw audioError(`has ${data.length} bytes, which is no whole number of ${width} byte frames`);
  return { samples: toSamples(data), sampleRateHz, channels: channels || 1 };
}

/** Copies, since the bytes of a message need not lie on an even address. */
function toSamples(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int16Array.from({ length: bytes.byteLength >> 1 }, (_, index) => view.getInt16(index * 2, true));
}

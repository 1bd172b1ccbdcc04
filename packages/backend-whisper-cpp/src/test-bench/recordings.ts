import { Audio } from "@compute-proxy/api";
import { wrapInWav } from "../wav.js";

const sampleRateHz = 16_000;

/** Raw samples, 16 kHz mono. */
function rawSamples(seconds: number, sampleAt: (index: number) => number): Audio {
  const samples = Int16Array.from({ length: Math.round(seconds * sampleRateHz) }, (_, index) => sampleAt(index));
  return Audio.fromPartial({
    data: new Uint8Array(samples.buffer),
    mimeType: "audio/l16",
    sampleRateHz,
    channels: 1,
  });
}

/** Nothing. */
export const silence = (seconds: number): Audio => rawSamples(seconds, () => 0);

/** A tone, for engines that do not listen. */
export const tone = (seconds: number): Audio =>
  rawSamples(seconds, (index) => Math.round(8000 * Math.sin((2 * Math.PI * 440 * index) / sampleRateHz)));

/** White noise, the same each time. */
export function noise(seconds: number): Audio {
  let state = 1;
  return rawSamples(seconds, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.round((state / 2 ** 32 - 0.5) * 16_000);
  });
}

/** The samples as a WAV file. */
export function wavFile({ data, sampleRateHz: rate, channels }: Audio): Audio {
  return Audio.fromPartial({ data: wrapInWav({ data, sampleRateHz: rate, channels }), mimeType: "audio/wav" });
}

/** A WAV file in a code that no decoder knows: it passes our look at the header, and the engine refuses it. */
export function unknownCode(seconds: number): Audio {
  const file = wavFile(tone(seconds));
  Buffer.from(file.data.buffer, file.data.byteOffset).writeUInt16LE(0x7777, 20);
  return file;
}

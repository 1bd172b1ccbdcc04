import { Audio } from "@compute-proxy/api";
import type { PcmAudio } from "./pcm-audio.js";

const headerBytes = 44;

/** A WAV file of 16 bit PCM. */
export function writeWav(pcm: PcmAudio): Audio {
  const dataBytes = pcm.samples.length * 2;
  const bytes = new Uint8Array(headerBytes + dataBytes);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string): void => bytes.set(new TextEncoder().encode(value), at);
  text(0, "RIFF");
  view.setUint32(4, 36 + dataBytes, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, pcm.channels, true);
  view.setUint32(24, pcm.sampleRateHz, true);
  view.setUint32(28, pcm.sampleRateHz * pcm.channels * 2, true);
  view.setUint16(32, pcm.channels * 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, dataBytes, true);
  for (const [index, sample] of pcm.samples.entries()) view.setInt16(headerBytes + index * 2, sample, true);
  return Audio.fromPartial({
    data: bytes,
    mimeType: "audio/wav",
    sampleRateHz: pcm.sampleRateHz,
    channels: pcm.channels,
  });
}

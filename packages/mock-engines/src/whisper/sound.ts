/** What a mock hears of a recording. */
export interface Sound {
  readonly seconds: number;
  readonly isSilent: boolean;
}

/** Bytes a second of the formats that are not looked into: 16 kHz, 16 bit, mono. */
const usualBytesPerSecond = 32_000;

/** Undefined for what whisper-server would not take: anything but WAV, FLAC, MP3 and Ogg, and a file without samples. */
export function soundOf(file: Buffer): Sound | undefined {
  if (file.toString("latin1", 0, 4) === "RIFF") return soundOfWav(file);
  const isOther = ["fLaC", "OggS", "ID3"].some((tag) => file.toString("latin1", 0, tag.length) === tag);
  const isMp3 = file[0] === 0xff && ((file[1] ?? 0) & 0xe0) === 0xe0;
  return isOther || isMp3 ? { seconds: file.length / usualBytesPerSecond, isSilent: false } : undefined;
}

/** A file that is cut short has the samples that came. */
function soundOfWav(file: Buffer): Sound | undefined {
  let bytesPerSecond: number | undefined;
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString("latin1", at, at + 4);
    const length = file.readUInt32LE(at + 4);
    if (name === "fmt " && at + 20 <= file.length) bytesPerSecond = file.readUInt32LE(at + 16);
    if (name === "data") {
      const samples = file.subarray(at + 8, at + 8 + length);
      if (!bytesPerSecond || samples.length === 0) return undefined;
      return { seconds: samples.length / bytesPerSecond, isSilent: samples.every((byte) => byte === 0) };
    }
    at += 8 + length + (length % 2);
  }
  return undefined;
}

/** Samples and what they are. */
export interface FakeSound {
  /** Default 22050. */
  readonly sampleRateHz?: number;
  /** Default 1. */
  readonly channels?: number;
  /** Interleaved where there are several channels. */
  readonly samples: Int16Array;
}

/** The samples of a tone; 0 Hz is silence. Every channel has the same. */
export function tone(parts: {
  readonly seconds: number;
  readonly hz: number;
  readonly sampleRateHz?: number;
  readonly channels?: number;
  /** Where the wave begins, in turns. */
  readonly phase?: number;
}): FakeSound {
  const { seconds, hz, sampleRateHz = 22_050, channels = 1, phase = 0 } = parts;
  const value = (index: number): number =>
    Math.round(12_000 * Math.sin(2 * Math.PI * ((hz * Math.floor(index / channels)) / sampleRateHz + phase)));
  const length = Math.round(seconds * sampleRateHz) * channels;
  return { sampleRateHz, channels, samples: Int16Array.from({ length }, (_, index) => (hz === 0 ? 0 : value(index))) };
}

/** A WAV file as Python's `wave` writes it: 44 bytes of header, then the samples. */
export function wavFile(sound: FakeSound): Uint8Array {
  const { samples } = sound;
  const file = Buffer.alloc(44 + samples.length * 2);
  wavHeader({ ...sound, dataLength: samples.length * 2 }).copy(file);
  for (const [index, sample] of samples.entries()) file.writeInt16LE(sample, 44 + index * 2);
  return file;
}

/** Such a header alone, with any length and format. */
export function wavHeader(parts: {
  readonly dataLength: number;
  readonly sampleRateHz?: number;
  readonly channels?: number;
  /** Default 1: PCM. */
  readonly format?: number;
  /** Default 16. */
  readonly bits?: number;
}): Buffer {
  const { dataLength, sampleRateHz = 22_050, channels = 1, format = 1, bits = 16 } = parts;
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE((36 + dataLength) % 2 ** 32, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(format, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE((sampleRateHz * channels * bits) / 8, 28);
  header.writeUInt16LE((channels * bits) / 8, 32);
  header.writeUInt16LE(bits, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(dataLength, 40);
  return header;
}

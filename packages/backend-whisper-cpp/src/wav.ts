/** What the header of a WAV file says, as far as its length needs it. */
interface WavFacts {
  /** Of the samples that are really there. */
  readonly durationSeconds: number;
}

/** Either the facts, or what is wrong with the bytes. */
export type WavReading =
  | { readonly kind: "wav"; readonly facts: WavFacts }
  | { readonly kind: "not-usable"; readonly because: string };

/** Raw little-endian 16 bit samples and how to play them. */
export interface RawSamples {
  readonly data: Uint8Array;
  readonly sampleRateHz: number;
  readonly channels: number;
}

const headerBytes = 44;
const bytesPerSample = 2;

/** The samples as a WAV file. */
export function wrapInWav({ data, sampleRateHz, channels }: RawSamples): Uint8Array {
  const header = Buffer.alloc(headerBytes);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(headerBytes - 8 + data.length, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz * channels * bytesPerSample, 28);
  header.writeUInt16LE(channels * bytesPerSample, 32);
  header.writeUInt16LE(bytesPerSample * 8, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

/**
 * Walks the chunks of a WAV file up to its samples. A file that is cut short is usable: what is there counts. How the samples
 * are coded is the engine's affair.
 */
export function readWav(bytes: Uint8Array): WavReading {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (textAt(view, 0) !== "RIFF" || textAt(view, 8) !== "WAVE") return notUsable("it is no RIFF/WAVE file");
  let bytesPerSecond = 0;
  let at = 12;
  while (at + 8 <= view.length) {
    const name = textAt(view, at);
    const announced = view.readUInt32LE(at + 4);
    const start = at + 8;
    if (name === "fmt " && start + 16 <= view.length) bytesPerSecond = view.readUInt32LE(start + 8);
    if (name === "data") return samplesOf(Math.min(announced, view.length - start), bytesPerSecond);
    // Chunks begin at even places.
    at = start + announced + (announced % 2);
  }
  return notUsable("it has no data chunk");
}

function samplesOf(length: number, bytesPerSecond: number): WavReading {
  if (bytesPerSecond === 0) return notUsable("its header tells no format");
  if (length === 0) return notUsable("it is a header without samples");
  return { kind: "wav", facts: { durationSeconds: length / bytesPerSecond } };
}

function notUsable(because: string): WavReading {
  return { kind: "not-usable", because };
}

function textAt(view: Buffer, at: number): string {
  return view.toString("latin1", at, at + 4);
}

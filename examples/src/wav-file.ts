import { open } from "node:fs/promises";

/** Raw little-endian 16 bit samples, as the frames of a streamed run are. */
export interface Frame {
  readonly data: Uint8Array;
  readonly sampleRateHz: number;
  readonly channels: number;
}

/** A WAV file that grows frame by frame. Whoever made it closes it. */
export interface WavFile {
  append(frame: Frame): Promise<void>;
  /** Writes the length into the header. */
  close(): Promise<void>;
}

const headerBytes = 44;

/** What players take for "as long as the file is", while nobody knows. */
const unknownBytes = 0xffff_ffff - 36;

/** Begins a WAV file with the rate and channels of its first frame, which is not written yet. */
export async function createWavFile(path: string, format: Frame): Promise<WavFile> {
  const file = await open(path, "w");
  let dataBytes = 0;
  await file.appendFile(header(format, unknownBytes));
  return {
    async append({ data }) {
      await file.appendFile(data);
      dataBytes += data.length;
    },
    async close() {
      await file.write(header(format, dataBytes), 0, headerBytes, 0);
      await file.close();
    },
  };
}

function header({ sampleRateHz, channels }: Frame, dataBytes: number): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(36 + dataBytes, 4);
  bytes.write("WAVEfmt ", 8, "latin1");
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(sampleRateHz, 24);
  bytes.writeUInt32LE(sampleRateHz * channels * 2, 28);
  bytes.writeUInt16LE(channels * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36, "latin1");
  bytes.writeUInt32LE(dataBytes, 40);
  return bytes;
}

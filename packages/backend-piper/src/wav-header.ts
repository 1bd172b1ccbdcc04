import { ProxyError } from "@compute-proxy/core";

/** What the beginning of a WAV file says of the samples behind it: 16 bit, little-endian. */
export interface WavHeader {
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Where the samples begin, in bytes. */
  readonly dataAt: number;
  /** Their length in bytes, as announced. */
  readonly dataLength: number;
}

/** How far the samples may lie behind the beginning. */
const longestHeader = 64 * 1024;

const pcm = 1;
/** WAVE_FORMAT_EXTENSIBLE: the real format stands at byte 24 of the chunk. */
const extensible = 0xfffe;

/** Reads the header; undefined while bytes are missing. Fails with `engine-unreadable`, and says what is wrong. */
export function parseWavHeader(bytes: Uint8Array): WavHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 4 && tag(view, 0) !== "RIFF") throw unreadable("no WAV file: it does not begin with RIFF");
  if (bytes.length < 12) return undefined;
  if (tag(view, 8) !== "WAVE") throw unreadable("no WAV file: its RIFF is not of the kind WAVE");
  let format: Format | undefined;
  for (let at = 12; at <= longestHeader;) {
    if (at + 8 > bytes.length) return undefined;
    const [name, length] = [tag(view, at), view.getUint32(at + 4, true)];
    const body = at + 8;
    if (name === "data") {
      if (!format) throw unreadable("a WAV file without a format before its samples");
      return { ...format, dataAt: body, dataLength: length };
    }
    // A chunk of odd length has a byte of padding.
    at = body + length + (length % 2);
    if (name !== "fmt ") continue;
    if (at > bytes.length) return undefined;
    format = parseFormat(new DataView(bytes.buffer, bytes.byteOffset + body, length));
  }
  throw unreadable(`a WAV file without samples in its first ${longestHeader} bytes`);
}

type Format = Pick<WavHeader, "sampleRateHz" | "channels">;

function parseFormat(chunk: DataView): Format {
  if (chunk.byteLength < 16) throw unreadable("a WAV file with a format that is too short");
  const named = chunk.getUint16(0, true);
  const format = named === extensible && chunk.byteLength >= 26 ? chunk.getUint16(24, true) : named;
  const [channels, sampleRateHz, bits] = [
    chunk.getUint16(2, true),
    chunk.getUint32(4, true),
    chunk.getUint16(14, true),
  ];
  if (format !== pcm || bits !== 16)
    throw unreadable(`a WAV file of format ${format} with ${bits} bits, not 16 bit PCM`);
  if (channels < 1 || channels > 2) throw unreadable(`a WAV file with ${channels} channels, not 1 or 2`);
  if (sampleRateHz < 8_000 || sampleRateHz > 192_000) throw unreadable(`a WAV file of ${sampleRateHz} Hz`);
  return { sampleRateHz, channels };
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(...Array.from({ length: 4 }, (_, index) => view.getUint8(at + index)));
}

function unreadable(what: string): ProxyError {
  return new ProxyError("engine-unreadable", `the engine sent ${what}`);
}

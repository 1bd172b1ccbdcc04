import { describe, expect, it } from "@jest/globals";
import { wavHeader } from "./testing/index.js";
import { parseWavHeader } from "./wav-header.js";

/** The first 44 bytes of an answer of Piper 1.8.0. */
const recorded = Buffer.from(
  "52494646248a000057415645666d742010000000010001002256000044ac00000200100064617461008a0000",
  "hex",
);

/** A chunk with its length, and the byte of padding where that is odd. */
function chunk(name: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}
const plain = wavHeader({ dataLength: 100 });
const riff = plain.subarray(0, 12);
const format = plain.subarray(12, 36);
const data = plain.subarray(36);

describe("the header of a WAV file", () => {
  it("of Piper 1.8.0 is read", () => {
    expect(parseWavHeader(recorded)).toEqual({ sampleRateHz: 22_050, channels: 1, dataAt: 44, dataLength: 35_328 });
  });

  it("is waited for, byte by byte", () => {
    const early = Array.from({ length: 44 }, (_, length) => parseWavHeader(plain.subarray(0, length)));

    expect(early.filter((found) => found !== undefined)).toEqual([]);
    expect(parseWavHeader(plain)?.dataLength).toBe(100);
  });

  it("may have other chunks before the samples, of odd length too", () => {
    const file = Buffer.concat([riff, chunk("JUNK", Buffer.alloc(3)), format, chunk("LIST", Buffer.alloc(5)), data]);

    expect(parseWavHeader(file)).toMatchObject({ dataAt: file.length, dataLength: 100 });
  });

  it("may be WAVE_FORMAT_EXTENSIBLE with PCM in it", () => {
    const body = Buffer.alloc(40);
    wavHeader({ dataLength: 0, format: 0xfffe, channels: 2, sampleRateHz: 48_000 }).copy(body, 0, 20, 36);
    body.writeUInt16LE(1, 24);

    expect(parseWavHeader(Buffer.concat([riff, chunk("fmt ", body), data]))).toMatchObject({
      channels: 2,
      sampleRateHz: 48_000,
    });
  });

  it.each([
    { what: "a page", bytes: Buffer.from("<!doctype html>"), says: "does not begin with RIFF" },
    { what: "another RIFF", bytes: Buffer.from("RIFF....AVI LIST"), says: "not of the kind WAVE" },
    { what: "no format", bytes: Buffer.concat([riff, data]), says: "without a format before its samples" },
    {
      what: "half a format",
      bytes: Buffer.concat([riff, chunk("fmt ", format.subarray(8, 20)), data]),
      says: "too short",
    },
    { what: "float", bytes: wavHeader({ dataLength: 4, format: 3, bits: 32 }), says: "format 3 with 32 bits" },
    { what: "8 bits", bytes: wavHeader({ dataLength: 4, bits: 8 }), says: "format 1 with 8 bits" },
    { what: "mu-law", bytes: wavHeader({ dataLength: 4, format: 7, bits: 8 }), says: "format 7 with 8 bits" },
    { what: "no channel", bytes: wavHeader({ dataLength: 4, channels: 0 }), says: "0 channels" },
    { what: "six channels", bytes: wavHeader({ dataLength: 4, channels: 6 }), says: "6 channels" },
    { what: "0 Hz", bytes: wavHeader({ dataLength: 4, sampleRateHz: 0 }), says: "of 0 Hz" },
    {
      what: "a chunk that never ends",
      bytes: Buffer.concat([riff, Buffer.from("LIST\xff\xff\xff\xff", "latin1")]),
      says: "without samples",
    },
  ])("with $what is engine-unreadable", ({ bytes, says }) => {
    expect(() => parseWavHeader(bytes)).toThrow(
      expect.objectContaining({ code: "engine-unreadable", message: expect.stringContaining(says) }),
    );
  });
});

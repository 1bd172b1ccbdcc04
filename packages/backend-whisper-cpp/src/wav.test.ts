import { describe, expect, it } from "@jest/globals";
import { readWav, wrapInWav } from "./wav.js";

const samples = { data: new Uint8Array(32_000), sampleRateHz: 16_000, channels: 1 };
const file = wrapInWav(samples);

/** A file with a chunk of this length before its samples. */
function withChunk(length: number): Uint8Array {
  const chunk = Buffer.alloc(8 + length + (length % 2));
  chunk.write("LIST", 0, "latin1");
  chunk.writeUInt32LE(length, 4);
  return Buffer.concat([file.subarray(0, 36), chunk, file.subarray(36)]);
}

/** The file with a number of 32 bits set. */
function withNumber(at: number, value: number): Uint8Array {
  const copy = Buffer.from(file);
  copy.writeUInt32LE(value, at);
  return copy;
}

describe("wrapInWav", () => {
  it("writes the header of PCM with 16 bits", () => {
    const header = Buffer.from(wrapInWav({ data: Uint8Array.of(1, 2, 3, 4), sampleRateHz: 22_050, channels: 2 }));

    expect(header.toString("hex")).toBe(
      "52494646 28000000 57415645 666d7420 10000000 0100 0200 22560000 88580100 0400 1000 64617461 04000000 01020304".replaceAll(
        " ",
        "",
      ),
    );
  });

  it.each([
    { sampleRateHz: 8000, channels: 1, seconds: 2 },
    { sampleRateHz: 16_000, channels: 2, seconds: 0.5 },
    { sampleRateHz: 48_000, channels: 1, seconds: 1 / 3 },
  ])("is read again: $sampleRateHz Hz with $channels channels", ({ seconds, ...format }) => {
    const reading = readWav(wrapInWav({ data: new Uint8Array(32_000), ...format }));

    expect(reading).toEqual({ kind: "wav", facts: { durationSeconds: seconds } });
  });
});

describe("readWav", () => {
  it.each([
    { what: "a file that is whole", bytes: file, seconds: 1 },
    { what: "one that is cut short", bytes: file.subarray(0, 44 + 16_000), seconds: 0.5 },
    { what: "one with a chunk before its samples", bytes: withChunk(10), seconds: 1 },
    { what: "one with a chunk of odd length", bytes: withChunk(11), seconds: 1 },
    { what: "one with something behind its samples", bytes: Buffer.concat([file, Buffer.alloc(100)]), seconds: 1 },
    { what: "one of unknown length, as a stream writes it", bytes: withNumber(40, 0xffffffff), seconds: 1 },
    {
      what: "one that begins in the middle of a larger buffer",
      bytes: Buffer.concat([file, file]).subarray(file.length),
      seconds: 1,
    },
  ])("tells the length of $what", ({ bytes, seconds }) => {
    expect(readWav(bytes)).toEqual({ kind: "wav", facts: { durationSeconds: seconds } });
  });

  it.each([
    { what: "nothing", bytes: new Uint8Array(), because: "it is no RIFF/WAVE file" },
    {
      what: "junk",
      bytes: Buffer.from("This is text and no sound at all, though it is long."),
      because: "it is no RIFF/WAVE file",
    },
    { what: "another RIFF file", bytes: Buffer.from("RIFF....AVI LIST"), because: "it is no RIFF/WAVE file" },
    { what: "a header without samples", bytes: file.subarray(0, 44), because: "it is a header without samples" },
    { what: "half a header", bytes: file.subarray(0, 30), because: "it has no data chunk" },
    {
      what: "a chunk that claims to be longer than the file",
      bytes: withNumber(16, 0xfffffff0),
      because: "it has no data chunk",
    },
    { what: "no bytes a second", bytes: withNumber(28, 0), because: "its header tells no format" },
    {
      what: "samples before any format",
      bytes: Buffer.concat([file.subarray(0, 12), file.subarray(36)]),
      because: "its header tells no format",
    },
  ])("refuses $what: $because", ({ bytes, because }) => {
    expect(readWav(bytes)).toEqual({ kind: "not-usable", because });
  });
});

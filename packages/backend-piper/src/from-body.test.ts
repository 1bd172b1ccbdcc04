import { expect, describe, it } from "@jest/globals";
import { framesOf } from "./from-body.js";
import { tone, wavFile, wavHeader } from "./testing/index.js";

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

interface Heard {
  readonly lengths: number[];
  readonly samples: Buffer;
}

async function hear(body: AsyncIterable<Uint8Array>, rates: number[] = []): Promise<Heard> {
  const frames: Uint8Array[] = [];
  for await (const { audio } of framesOf(body, (rate) => rates.push(rate))) frames.push(audio?.data ?? Buffer.alloc(0));
  return { lengths: frames.map(({ length }) => length), samples: Buffer.concat(frames) };
}

describe("frames", () => {
  const file = wavFile(tone({ seconds: 0.25, hz: 440 }));

  it.each([1, 7, 44, 4410, 100_000])(
    "are the same for pieces of %d bytes: 100 ms each, the last is the rest",
    async (length) => {
      const { lengths, samples } = await hear(inPieces(file, length));

      expect(lengths).toEqual([4410, 4410, 2206]);
      expect(samples.equals(Buffer.from(file.subarray(44)))).toBe(true);
    },
  );

  it("of two channels are cut between samples of both", async () => {
    const stereo = wavFile(tone({ seconds: 0.15, hz: 440, channels: 2, sampleRateHz: 16_000 }));

    expect((await hear(inPieces(stereo, 1000))).lengths).toEqual([6400, 3200]);
  });

  it("tell the rate before the first of them", async () => {
    const rates: number[] = [];
    await hear(inPieces(file, 1000), rates);

    expect(rates).toEqual([22_050]);
  });

  it("drop half a sample at the end", async () => {
    const odd = Buffer.concat([wavHeader({ dataLength: 5 }), Buffer.from([1, 2, 3, 4, 5])]);

    expect([...(await hear(inPieces(odd, 3))).samples]).toEqual([1, 2, 3, 4]);
  });

  it("end where the samples end: what comes behind is no sound", async () => {
    const tagged = Buffer.concat([file, Buffer.from("LIST\x04\x00\x00\x00abcd", "latin1")]);

    expect((await hear(inPieces(tagged, 1000))).samples.length).toBe(file.length - 44);
  });

  it("come before the body is complete", async () => {
    const body = inPieces(file, 5000);
    const frames = framesOf(body, () => undefined);
    const first = await frames.next();
    await frames.return();

    expect(first.value?.audio?.data.length).toBe(4410);
    expect((await body.next()).done).toBe(true);
  });

  it.each([
    { what: "nothing", body: Buffer.alloc(0), code: "engine-unreadable", says: "an empty answer" },
    { what: "half a header", body: file.subarray(0, 30), code: "engine-unreadable", says: "no WAV header" },
    { what: "a header only", body: wavHeader({ dataLength: 0 }), code: "engine-unreadable", says: "without samples" },
    {
      what: "one byte of sound",
      body: wavHeader({ dataLength: 1 }),
      code: "engine-unreadable",
      says: "without samples",
    },
    {
      what: "a file that is cut",
      body: file.subarray(0, 6000),
      code: "engine-unreadable",
      says: `ends ${file.length - 6000} bytes too early`,
    },
    {
      what: "an announcement of 33 MiB",
      body: wavHeader({ dataLength: 33 * 1024 * 1024 }),
      code: "answer-too-large",
      says: "at most 33554432",
    },
  ])("of $what are $code", async ({ body, code, says }) => {
    await expect(hear(inPieces(body, 1000))).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
  });
});

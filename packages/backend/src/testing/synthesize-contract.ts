import { SynthesizeRequest, type SynthesizeResponse } from "@compute-proxy/api/backend/v1";
import { ProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { codeOf, noAbort, until } from "./contract-asks.js";
import type { ContractContext } from "./contract-harness.js";

/** A text that takes more than a second to say: several frames, whatever their length. */
const sentence = "The kitchen lights are off, and the front door is locked for the night.";

/** The rules of Synthesize. `voice` is the harness's voice. */
export function synthesizeContract(context: ContractContext, voice: string): void {
  const { backend } = context;
  const speak = (rest?: Rest): Promise<Frame[]> => framesOf(backend().port.synthesize(askFor(voice, rest), noAbort()));

  describe("synthesize", () => {
    it("gives several frames of raw samples, each with its rate and channels", async () => {
      const frames = await speak();

      const formats = frames.map(({ mimeType, sampleRateHz, channels }) => `${mimeType} ${sampleRateHz} ${channels}`);
      expect(frames.length).toBeGreaterThan(1);
      expect(new Set(formats).size).toBe(1);
      expect(frames[0]?.mimeType).toBe("audio/l16");
      expect(frames[0]?.sampleRateHz).toBeGreaterThanOrEqual(8000);
      expect([1, 2]).toContain(frames[0]?.channels);
    });

    it("gives whole samples of every channel in every frame, and no empty frame", async () => {
      const frames = await speak();

      expect(frames.filter(({ data }) => data.length === 0)).toEqual([]);
      expect(frames.filter(({ data, channels }) => data.length % (2 * channels) !== 0)).toEqual([]);
    });

    it("gives sound, and not silence", async () => {
      expect(samplesOf(await speak()).some((value) => Math.abs(value) > 1000)).toBe(true);
    });

    it("gives the same samples again when it is deterministic", async () => {
      const first = await speak({ options: { deterministic: true } });
      const second = await speak({ options: { deterministic: true } });

      expect(isSame(first, second)).toBe(true);
    });

    it("keeps two answers apart that run at the same time", async () => {
      const asked = { options: { deterministic: true } };
      const [first, second] = await Promise.all([speak(asked), speak({ ...asked, text: `${sentence} ${sentence}` })]);

      expect(isSame(first, await speak(asked))).toBe(true);
      expect(samplesOf(second).length).toBeGreaterThan(1.5 * samplesOf(first).length);
    });

    it("speaks longer with a larger length_scale", async () => {
      const short = await speak({ options: { deterministic: true, lengthScale: 0.5 } });
      const long = await speak({ options: { deterministic: true, lengthScale: 2 } });

      expect(samplesOf(long).length).toBeGreaterThan(1.5 * samplesOf(short).length);
    });

    it("does not change a message after it was yielded", async () => {
      const yielded: SynthesizeResponse[] = [];
      const copies: SynthesizeResponse[] = [];
      for await (const message of backend().port.synthesize(askFor(voice), noAbort())) {
        yielded.push(message);
        copies.push(structuredClone(message));
      }

      expect(bytesOf(yielded)).toEqual(bytesOf(copies));
    });

    synthesizeRefuses(speak);
    synthesizeStops(context, voice);
  });
}

function synthesizeRefuses(speak: (rest?: Rest) => Promise<Frame[]>): void {
  it.each([
    { what: "an empty text", rest: { text: "" } },
    { what: "blanks", rest: { text: " \n\t" } },
    { what: "nothing to pronounce", rest: { text: "..." } },
    { what: "pictures only", rest: { text: "😀🎉" } },
  ])("fails with input-not-usable for $what", async ({ rest }) => {
    expect(await codeOf(speak(rest))).toBe("input-not-usable");
  });

  it.each([
    { what: "no voice", rest: { model: "" } },
    { what: "a length_scale of 0", rest: { options: { lengthScale: 0 } } },
    { what: "a length_scale over 4", rest: { options: { lengthScale: 4.1 } } },
    { what: "a length_scale that is no number", rest: { options: { lengthScale: Number.NaN } } },
    { what: "a speaker that the voice does not have", rest: { options: { speaker: 100_000 } } },
  ])("fails with invalid-request for $what", async ({ rest }) => {
    expect(await codeOf(speak(rest))).toBe("invalid-request");
  });

  it("fails with engine-lacks-model for a voice that is not there, and does not speak with another", async () => {
    expect(await codeOf(speak({ model: "no-such-voice" }))).toBe("engine-lacks-model");
  });
}

function synthesizeStops({ backend }: ContractContext, voice: string): void {
  const atRest = (): boolean => (backend().openRequests?.() ?? 0) === 0;
  const read = async (abort: (caller: AbortController) => void): Promise<void> => {
    const caller = new AbortController();
    for await (const _ of backend().port.synthesize(askFor(voice), { signal: caller.signal })) abort(caller);
  };

  it("ends with the signal's reason when it is aborted in mid-stream, and closes the engine's request", async () => {
    const cancelled = new ProxyError("cancelled", "the caller has gone");

    expect(await codeOf(read((caller) => caller.abort(cancelled)))).toBe("cancelled");
    await until(atRest);
  });

  it("ends with deadline-exceeded when the deadline passes", async () => {
    const deadline = new ProxyError("deadline-exceeded", "the deadline has passed");

    expect(await codeOf(read((caller) => caller.abort(deadline)))).toBe("deadline-exceeded");
  });

  it("asks the engine nothing when it is aborted before", async () => {
    const stream = backend().port.synthesize(askFor(voice), { signal: AbortSignal.abort() });

    expect(await codeOf(framesOf(stream))).toBe("cancelled");
    expect(atRest()).toBe(true);
  });

  it("closes the engine's request when the reader leaves early", async () => {
    for await (const _ of backend().port.synthesize(askFor(voice), noAbort())) break;

    await until(atRest);
  });
}

type Frame = NonNullable<SynthesizeResponse["audio"]>;
type Rest = Parameters<typeof SynthesizeRequest.fromPartial>[0];

function askFor(voice: string, rest: Rest = {}): SynthesizeRequest {
  return SynthesizeRequest.fromPartial({ model: voice, text: sentence, ...rest });
}

async function framesOf(stream: AsyncIterable<SynthesizeResponse>): Promise<Frame[]> {
  const frames = [];
  for await (const { audio } of stream) {
    if (!audio) throw new Error("a message without audio");
    frames.push(audio);
  }
  return frames;
}

/** Compared as bytes: a matcher takes seconds for that many numbers. */
function isSame(first: readonly Frame[], second: readonly Frame[]): boolean {
  return Buffer.concat(first.map(({ data }) => data)).equals(Buffer.concat(second.map(({ data }) => data)));
}

/** All samples, the channels one after the other. */
function samplesOf(frames: readonly Frame[]): Int16Array {
  const bytes = Buffer.concat(frames.map(({ data }) => data));
  return Int16Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readInt16LE(2 * index));
}

function bytesOf(messages: readonly SynthesizeResponse[]): string[] {
  return messages.map(({ audio }) => Buffer.from(audio?.data ?? []).toString("base64"));
}

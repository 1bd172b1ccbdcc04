import type { Audio } from "@compute-proxy/api";
import { TranscribeRequest, type TranscribeResponse } from "@compute-proxy/api/backend/v1";
import { ProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { codeOf, noAbort, until } from "./contract-asks.js";
import type { ContractContext } from "./contract-harness.js";
import { asWavFile, silence } from "./contract-recordings.js";

/** The rules of Transcribe. `model` is the harness's model for speech. */
export function transcribeContract(context: ContractContext, model: string): void {
  const { backend, harness } = context;
  const hear = (audio: Audio | undefined, rest: Rest = {}): Promise<TranscribeResponse> =>
    backend().port.transcribe(TranscribeRequest.fromPartial({ model, audio, ...rest }), noAbort());

  describe("transcribe", () => {
    it("has an empty text for silence: nobody spoke, and nothing went wrong", async () => {
      const { text, durationMs } = await hear(silence(2));

      expect(text).toBe("");
      expect(durationMs).toBe(2000);
    });

    it("hears a WAV file as it hears its raw samples", async () => {
      const raw = silence(1);

      expect(await hear(asWavFile(raw))).toEqual(await hear(raw));
    });

    it("takes a WAV file that is cut short, as long as it lasts", async () => {
      expect((await hear(asWavFile(silence(2), 32_000))).durationMs).toBe(1000);
    });

    it("keeps two recordings apart that are heard at the same time", async () => {
      const [first, second] = await Promise.all([hear(silence(1)), hear(silence(2))]);

      expect([first.durationMs, second.durationMs]).toEqual([1000, 2000]);
    });

    const { speech } = harness;
    if (speech) transcribeSpeech(speech, hear);
    transcribeRefuses(hear);
    transcribeStops(context, model);
  });
}

function transcribeSpeech(speech: () => Promise<Audio>, hear: Hear): void {
  it("hears words in speech, in order and within the recording", async () => {
    const { text, segments, durationMs } = await hear(await speech());
    const words = segments.flatMap((segment) => segment.words);
    const spans = [...segments, ...words];

    expect(text.split(" ")).toEqual(words.map((word) => word.text));
    expect(text).toBe(segments.map((segment) => segment.text).join(" "));
    expect(spans.filter(({ startMs, endMs }) => !(0 <= startMs && startMs <= endMs))).toEqual([]);
    expect(spans.filter(({ endMs }) => endMs > (durationMs ?? 0))).toEqual([]);
    expect(words.map(({ startMs }) => startMs)).toEqual(words.map(({ startMs }) => startMs).toSorted((a, b) => a - b));
  });

  it("tells probabilities that are probabilities", async () => {
    const { segments } = await hear(await speech());
    const words = segments.flatMap((segment) => segment.words.map(({ probability }) => probability));
    const chances = [...words, ...segments.map(({ noSpeechProbability }) => noSpeechProbability)];
    const logprobs = segments.map(({ avgLogprob }) => avgLogprob).filter((value) => value !== undefined);

    expect(chances.filter((value) => value !== undefined && !(value >= 0 && value <= 1))).toEqual([]);
    expect(logprobs.filter((value) => !(Number.isFinite(value) && value <= 0))).toEqual([]);
  });
}

function transcribeRefuses(hear: Hear): void {
  const raw = silence(1);
  it.each([
    { what: "junk", audio: { ...raw, data: Buffer.from("This is text and no sound."), mimeType: "audio/wav" } },
    { what: "a header without samples", audio: asWavFile(raw, 0) },
    { what: "raw samples under the name of a file", audio: { ...raw, mimeType: "audio/wav" } },
    { what: "an empty file", audio: { ...raw, data: new Uint8Array(), mimeType: "audio/wav" } },
    { what: "no samples", audio: { ...raw, data: new Uint8Array() } },
    { what: "half a sample", audio: { ...raw, data: raw.data.subarray(1) } },
    { what: "another kind of sound", audio: { ...raw, mimeType: "audio/ogg" } },
  ])("fails with input-not-usable for $what", async ({ audio }) => {
    expect(await codeOf(hear(audio))).toBe("input-not-usable");
  });

  it.each([
    { what: "no recording", audio: undefined, rest: {} },
    { what: "raw samples without a rate", audio: { ...raw, sampleRateHz: 0 }, rest: {} },
    { what: "raw samples without channels", audio: { ...raw, channels: 0 }, rest: {} },
    { what: "a language that is none", audio: raw, rest: { language: "klingon" } },
  ])("fails with invalid-request for $what", async ({ audio, rest }) => {
    expect(await codeOf(hear(audio, rest))).toBe("invalid-request");
  });

  it("fails with engine-lacks-model for a model that is not there", async () => {
    expect(await codeOf(hear(raw, { model: "no-such-model" }))).toBe("engine-lacks-model");
  });
}

function transcribeStops({ backend }: ContractContext, model: string): void {
  const long = TranscribeRequest.fromPartial({ model, audio: silence(30) });
  const open = (): number => backend().openRequests?.() ?? 0;
  /** Aborts the call as soon as the engine has it, or at once where the suite cannot see that. */
  const abortInTheMiddle = async (reason: ProxyError): Promise<string> => {
    const caller = new AbortController();
    const code = codeOf(backend().port.transcribe(long, { signal: caller.signal }));
    await until(() => backend().openRequests === undefined || open() === 1);
    caller.abort(reason);
    return await code;
  };

  it("ends with the signal's reason when it is aborted while the engine works, and closes its request", async () => {
    expect(await abortInTheMiddle(new ProxyError("cancelled", "the caller has gone"))).toBe("cancelled");
    await until(() => open() === 0);
  });

  it("ends with deadline-exceeded when the deadline passes", async () => {
    const deadline = new ProxyError("deadline-exceeded", "the deadline has passed");

    expect(await abortInTheMiddle(deadline)).toBe("deadline-exceeded");
  });

  it("asks the engine nothing when it is aborted before", async () => {
    expect(await codeOf(backend().port.transcribe(long, { signal: AbortSignal.abort() }))).toBe("cancelled");
    expect(open()).toBe(0);
  });
}

type Rest = Parameters<typeof TranscribeRequest.fromPartial>[0];
type Hear = (audio: Audio | undefined, rest?: Rest) => Promise<TranscribeResponse>;

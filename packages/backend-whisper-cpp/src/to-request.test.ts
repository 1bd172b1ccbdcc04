import { describe, expect, it } from "@jest/globals";
import { silence, tone, wavFile } from "./test-bench/recordings.js";
import { requestFor } from "./test-bench/workbench.js";
import { toInferenceCall } from "./to-request.js";

const most = 25_000_000;
const fieldsOf = (request: ReturnType<typeof requestFor>): Record<string, string> =>
  Object.fromEntries(toInferenceCall(request, most).fields);

function refusalOf(request: ReturnType<typeof requestFor>, limit = most): unknown {
  try {
    toInferenceCall(request, limit);
  } catch (error) {
    return error;
  }
  return "taken";
}

describe("toInferenceCall", () => {
  it("sends what every recording needs, and nothing that was not set", () => {
    expect(fieldsOf(requestFor())).toEqual({
      response_format: "verbose_json",
      no_language_probabilities: "true",
      max_len: "1000",
      temperature: "0",
      vad: "false",
      audio_ctx: "512",
    });
  });

  it("sends language and prompt when they are set", () => {
    expect(fieldsOf(requestFor(tone(1), { language: "en", prompt: "Earlier." }))).toMatchObject({
      language: "en",
      prompt: "Earlier.",
    });
  });

  it.each([
    { seconds: 0.1, context: "512" },
    { seconds: 7.68, context: "512" },
    { seconds: 7.7, context: "513" },
    { seconds: 10, context: "628" },
    { seconds: 27.44, context: "1500" },
    { seconds: 30, context: "1500" },
    { seconds: 30.1, context: undefined },
  ])("fits audio_ctx to $seconds s: $context", ({ seconds, context }) => {
    expect(fieldsOf(requestFor(silence(seconds)))["audio_ctx"]).toBe(context);
  });

  it("wraps raw samples into a WAV file, and leaves a WAV file as it is", () => {
    const raw = tone(0.5);
    const file = wavFile(raw);

    expect(toInferenceCall(requestFor(raw), most)).toMatchObject({ wav: file.data, durationSeconds: 0.5 });
    expect(toInferenceCall(requestFor(file), most).wav).toBe(file.data);
  });

  it("takes a recording of exactly the limit, and names the limit for a longer one", () => {
    const raw = silence(1);

    expect(toInferenceCall(requestFor(raw), 32_000).durationSeconds).toBe(1);
    expect(refusalOf(requestFor(raw), 31_999)).toMatchObject({
      code: "invalid-request",
      violations: [{ field: "audio.data", description: "has 32000 bytes; at most 31999 are taken" }],
    });
  });

  it("names every violation at once", () => {
    const audio = { ...tone(1), sampleRateHz: 0, channels: 3 };

    expect(refusalOf(requestFor(audio, { language: "fr" }))).toMatchObject({
      code: "invalid-request",
      violations: [
        { field: "audio.sample_rate_hz", description: "must be set for raw samples" },
        { field: "audio.channels", description: "must be 1 or 2 for raw samples" },
        { field: "language", description: '"fr" cannot be heard by "tiny.en", which knows English only' },
      ],
    });
  });

  it.each([
    { model: "small", language: "fr", sent: "fr" },
    { model: "small", language: "jv", sent: "jw" },
    { model: "tiny.en", language: "en", sent: "en" },
  ])("asks $model for $language as $sent", ({ sent, ...rest }) => {
    expect(fieldsOf(requestFor(tone(1), rest))["language"]).toBe(sent);
  });

  it.each(["klingon", "EN", "en-US", "jw", "auto", "xx"])("refuses the language %j", (language) => {
    expect(refusalOf(requestFor(tone(1), { model: "small", language }))).toMatchObject({
      code: "invalid-request",
      violations: [{ field: "language" }],
    });
  });

  it("says what is wrong with a recording that is none, without a byte of it", () => {
    const refusal = refusalOf(requestFor({ ...tone(1), data: Buffer.from("secret"), mimeType: "audio/wav" }));

    expect(refusal).toMatchObject({
      code: "input-not-usable",
      message: "audio cannot be heard: it is no RIFF/WAVE file",
    });
  });
});

import type { Audio } from "@compute-proxy/api";
import type { TranscribeRequest } from "@compute-proxy/api/backend/v1";
import { printable, ProxyError, type Violation } from "@compute-proxy/core";
import { whisperLanguage } from "./languages.js";
import { readWav, wrapInWav } from "./wav.js";

/** A recording as whisper-server takes it. */
export interface InferenceCall {
  /** The form fields beside the file. */
  readonly fields: ReadonlyMap<string, string>;
  /** A WAV file. */
  readonly wav: Uint8Array;
  readonly durationSeconds: number;
}

/** What the engine hears at once, and its size in the engine's own units. */
const windowSeconds = 30;
const wholeContext = 1500;

/**
 * The call for a request. Fails with `invalid-request` and all violations, or `input-not-usable` for a recording that is none,
 * to which whisper-server would only say "Invalid request", without a reason.
 */
export function toInferenceCall(request: TranscribeRequest, maxAudioBytes: number): InferenceCall {
  const { audio } = request;
  const violations = [...violationsOf(request, maxAudioBytes)];
  if (violations.length > 0 || audio === undefined) throw invalid(violations);
  const { wav, durationSeconds } = toWav(audio);
  return { fields: toFields(request, durationSeconds), wav, durationSeconds };
}

function* violationsOf({ model, audio, language }: TranscribeRequest, maxAudioBytes: number): Iterable<Violation> {
  if (audio === undefined) yield { field: "audio", description: "must be set" };
  else yield* audioViolations(audio, maxAudioBytes);
  if (language === "") return;
  const named = `"${printable(language)}"`;
  if (whisperLanguage(language) === undefined)
    yield { field: "language", description: `${named} is no ISO 639-1 code that Whisper knows, such as "en"` };
  // The engine would go on in English and say nothing.
  else if (model.endsWith(".en") && language !== "en")
    yield {
      field: "language",
      description: `${named} cannot be heard by "${printable(model)}", which knows English only`,
    };
}

function* audioViolations(audio: Audio, maxAudioBytes: number): Iterable<Violation> {
  if (audio.data.length > maxAudioBytes) {
    const description = `has ${audio.data.length} bytes; at most ${maxAudioBytes} are taken`;
    yield { field: "audio.data", description };
  }
  if (audio.mimeType !== "audio/l16") return;
  if (audio.sampleRateHz === 0) yield { field: "audio.sample_rate_hz", description: "must be set for raw samples" };
  if (audio.channels !== 1 && audio.channels !== 2)
    yield { field: "audio.channels", description: "must be 1 or 2 for raw samples" };
}

function toWav(audio: Audio): Pick<InferenceCall, "wav" | "durationSeconds"> {
  const wav = wavOf(audio);
  const reading = readWav(wav);
  if (reading.kind === "not-usable") throw notUsable(reading.because);
  return { wav, durationSeconds: reading.facts.durationSeconds };
}

function wavOf({ data, mimeType, sampleRateHz, channels }: Audio): Uint8Array {
  if (mimeType === "audio/wav") return data;
  if (mimeType !== "audio/l16") throw notUsable(`its type is "${printable(mimeType)}"; send audio/wav or audio/l16`);
  if (data.length === 0) throw notUsable("it has no samples");
  if (data.length % (2 * channels) !== 0) throw notUsable("it ends within a sample of 16 bits");
  return wrapInWav({ data, sampleRateHz, channels });
}

function toFields({ language, prompt }: TranscribeRequest, durationSeconds: number): ReadonlyMap<string, string> {
  const all: ReadonlyArray<readonly [name: string, value: string | undefined]> = [
    ["response_format", "verbose_json"],
    // Without it: 99 numbers more, another pass of the model, and nonsense from an English-only one.
    ["no_language_probabilities", "true"],
    // 0 would become 60: lines that end in mid-sentence.
    ["max_len", "1000"],
    ["temperature", "0"],
    // An engine started with --vad answers a recording without speech with the text of the request before, whoever sent that
    // (https://github.com/ggml-org/whisper.cpp/issues/3595).
    ["vad", "false"],
    ["audio_ctx", audioContext(durationSeconds)?.toString()],
    ["language", language === "" ? undefined : whisperLanguage(language)],
    ["prompt", prompt === "" ? undefined : prompt],
  ];
  return new Map(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/**
 * How much of the 30 s window is worked on. Fitted to the recording it takes a fraction of the time; below 512 the words get
 * worse. Left out where the recording is longer than the window.
 */
function audioContext(durationSeconds: number): number | undefined {
  if (durationSeconds > windowSeconds) return undefined;
  return Math.min(wholeContext, Math.max(512, Math.ceil(durationSeconds * 50) + 128));
}

function invalid(violations: readonly Violation[]): ProxyError {
  const listed = violations.map(({ field, description }) => `${field} ${description}`).join("; ");
  return new ProxyError("invalid-request", listed, { violations });
}

function notUsable(because: string): ProxyError {
  return new ProxyError("input-not-usable", `audio cannot be heard: ${because}`, {
    violations: [{ field: "audio", description: because }],
  });
}

import type { Rendered } from "../rendered.js";
import { numberAt } from "../seeded.js";

/** What whisper-server can answer in. */
export type TranscriptFormat = "json" | "text" | "srt" | "vtt" | "verbose_json";

/** What was heard. */
export interface Transcript {
  readonly format: TranscriptFormat;
  /** All but the first begin with a blank. Empty: nothing was heard. */
  readonly words: readonly string[];
  readonly seconds: number;
  readonly noSpeech: number;
  /** Decides the probabilities. */
  readonly seed: number;
}

const contentTypes: Readonly<Record<TranscriptFormat, string>> = {
  json: "application/json",
  verbose_json: "application/json",
  text: "text/html; charset=utf-8",
  srt: "application/x-subrip",
  vtt: "text/vtt",
};

/** The bytes of a transcript. */
export function renderTranscript(transcript: Transcript): Rendered {
  const { format } = transcript;
  const headers = { "content-type": contentTypes[format] };
  return { status: 200, headers, records: [Buffer.from(bodies[format](transcript))], isStream: false };
}

const bodies: Readonly<Record<TranscriptFormat, (transcript: Transcript) => string>> = {
  json: (transcript) => JSON.stringify({ text: linesOf(transcript) }),
  text: linesOf,
  verbose_json: verbose,
  srt: (transcript) => (transcript.words.length === 0 ? "" : `1\n${span(transcript, ",")}\n${linesOf(transcript)}\n`),
  vtt: (transcript) =>
    `WEBVTT\n\n${transcript.words.length === 0 ? "" : `${span(transcript, ".")}\n${linesOf(transcript)}\n`}`,
};

/** A leading blank and a newline at the end, as whisper-server writes it. */
function linesOf({ words }: Transcript): string {
  return words.length === 0 ? "" : ` ${words.join("")}\n`;
}

function verbose(transcript: Transcript): string {
  const { words, seconds } = transcript;
  return JSON.stringify({
    task: "transcribe",
    language: "english",
    duration: seconds,
    text: linesOf(transcript),
    segments: words.length === 0 ? [] : [segmentOf(transcript)],
  });
}

/** One segment, that ends behind the recording: as the real one's does. */
function segmentOf({ words, seconds, noSpeech, seed }: Transcript): object {
  const probability = (index: number): number => 1 - 0.4 * numberAt(seed, index) ** 3;
  const logprobs = words.map((_, index) => Math.log(probability(index)));
  return {
    id: 0,
    text: ` ${words.join("")}`,
    start: 0,
    end: seconds + 4,
    tokens: words.map((_, index) => index + 1),
    words: words.map((word, index) => ({
      word: index === 0 ? ` ${word}` : word,
      start: (seconds * index) / words.length,
      end: (seconds * (index + 1)) / words.length,
      t_dtw: -1,
      probability: probability(index),
    })),
    temperature: 0,
    avg_logprob: logprobs.reduce((sum, logprob) => sum + logprob, 0) / words.length,
    no_speech_prob: noSpeech,
  };
}

function span({ seconds }: Transcript, comma: string): string {
  return `${timeOf(0, comma)} --> ${timeOf(seconds, comma)}`;
}

function timeOf(seconds: number, comma: string): string {
  return new Date(seconds * 1000).toISOString().slice(11, 23).replace(".", comma);
}

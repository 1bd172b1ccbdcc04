import { ProxyError } from "@compute-proxy/core";

/** One token of a segment; whisper-server calls it a word. Times in seconds. */
export interface WireToken {
  /** Begins with a blank where a word begins. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly probability: number | undefined;
}

/** A stretch of the recording. Times in seconds; what is missing or nonsense is undefined. */
export interface WireSegment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly WireToken[];
  readonly noSpeechProbability: number | undefined;
  readonly avgLogprob: number | undefined;
}

/** An answer to /inference with response_format=verbose_json. */
export interface WireTranscript {
  /** Whisper's name: "english". Empty when it tells none. */
  readonly language: string;
  readonly segments: readonly WireSegment[];
}

/** Most segments of a transcript: an hour of short sentences has some thousand. */
const mostSegments = 10_000;
/** Most tokens of a segment; whisper-server's are cut at 1000 characters. */
const mostTokens = 2_000;
/** Longest name of a language. */
const longestLanguage = 64;

/** Reads JSON. Fails with `engine-unreadable`, never with the text in the message: it may be what somebody said. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw unreadable("not JSON");
  }
}

/** Reads the body of /inference. */
export function parseTranscript(value: unknown): WireTranscript {
  const transcript = objectOf(value, "a transcript");
  const segments: unknown = transcript["segments"];
  if (!Array.isArray(segments)) throw unreadable("a transcript without segments");
  if (segments.length > mostSegments) throw unreadable(`a transcript of more than ${mostSegments} segments`);
  const language = transcript["language"];
  const isName = typeof language === "string" && language.length <= longestLanguage;
  return { language: isName ? language : "", segments: segments.map(parseSegment) };
}

/** The text of an {"error": ...} body, or undefined when it is none. */
export function parseErrorBody(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && typeof value["error"] === "string" ? value["error"] : undefined;
  } catch {
    return undefined;
  }
}

/** The engine answered, and not in whisper-server's format. */
function unreadable(what: string): ProxyError {
  return new ProxyError("engine-unreadable", `the engine's answer cannot be read: ${what}; is this a whisper-server?`);
}

function parseSegment(value: unknown): WireSegment {
  const segment = objectOf(value, "a segment");
  const { text, start, end } = segment;
  if (typeof text !== "string") throw unreadable("a segment without text");
  if (!isFiniteNumber(start) || !isFiniteNumber(end)) throw unreadable("a segment without times");
  const logprob = segment["avg_logprob"];
  return {
    text: text.toWellFormed(),
    start,
    end,
    tokens: parseTokens(segment["words"]),
    noSpeechProbability: probabilityOf(segment["no_speech_prob"]),
    avgLogprob: isFiniteNumber(logprob) && logprob <= 0 ? logprob : undefined,
  };
}

/** All of them, or none: words with a hole between them would be taken for the whole. */
function parseTokens(value: unknown): readonly WireToken[] {
  if (!Array.isArray(value) || value.length > mostTokens) return [];
  const tokens: WireToken[] = [];
  for (const entry of value as readonly unknown[]) {
    if (!isObject(entry)) return [];
    const { word, start, end, probability } = entry;
    if (typeof word !== "string" || !isFiniteNumber(start) || !isFiniteNumber(end)) return [];
    tokens.push({ text: word.toWellFormed(), start, end, probability: probabilityOf(probability) });
  }
  return tokens;
}

function probabilityOf(value: unknown): number | undefined {
  return isFiniteNumber(value) && value >= 0 && value <= 1 ? value : undefined;
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (!isObject(value)) throw unreadable(`no object where ${what} should be`);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { TranscriptSegment, TranscriptWord } from "@compute-proxy/api";
import { TranscribeResponse } from "@compute-proxy/api/backend/v1";
import { joinTokens, type JoinedWord } from "./join-tokens.js";
import { isoOf } from "./languages.js";
import type { WireSegment, WireTranscript } from "./wire.js";

/**
 * Above this chance that nobody speaks, a text is Whisper's invention: for silence, with a shortened context, it writes "you".
 * Measured: silence 0.89 to 0.99, speech 0.01 to 0.35, quiet and after 20 s of silence too.
 */
const surelyNoSpeech = 0.8;

/**
 * Whisper's answer as our message. Times lie within the recording, whose length we know better than the engine: with a
 * shortened context it puts ends behind it. A segment in which nobody speaks keeps its probabilities and has no text.
 */
export function toResponse(transcript: WireTranscript, durationSeconds: number): TranscribeResponse {
  const heard = transcript.segments.filter((segment) => !isSilent(segment));
  return TranscribeResponse.fromPartial({
    // Joined as they are: in a language without blanks, a segment has none at its start either.
    text: oneLine(heard.map(({ text }) => text).join("")),
    segments: transcript.segments.map((segment) => toSegment(segment, durationSeconds)),
    language: isoOf(transcript.language),
    durationMs: durationSeconds * 1000,
  });
}

function toSegment(segment: WireSegment, durationSeconds: number): TranscriptSegment {
  const silent = isSilent(segment);
  return TranscriptSegment.fromPartial({
    text: silent ? "" : oneLine(segment.text),
    ...within(segment, durationSeconds),
    words: silent ? [] : joinTokens(segment.tokens).map((word) => toTranscriptWord(word, durationSeconds)),
    noSpeechProbability: segment.noSpeechProbability,
    avgLogprob: segment.avgLogprob,
  });
}

function toTranscriptWord(word: JoinedWord, durationSeconds: number): TranscriptWord {
  const { text, probability } = word;
  return TranscriptWord.fromPartial({ text, ...within(word, durationSeconds), probability });
}

/** Seconds as ms, from 0 to the end of the recording, and never backwards. */
function within(
  { start, end }: { readonly start: number; readonly end: number },
  durationSeconds: number,
): { readonly startMs: number; readonly endMs: number } {
  const startMs = Math.min(Math.max(start, 0), durationSeconds) * 1000;
  return { startMs, endMs: Math.max(startMs, Math.min(end, durationSeconds) * 1000) };
}

function isSilent({ text, noSpeechProbability }: WireSegment): boolean {
  return isMarker(text) || (noSpeechProbability ?? 0) > surelyNoSpeech;
}

/** Text that is nothing but notes in brackets, such as [BLANK_AUDIO] or (wind blowing): what Whisper writes for silence. */
function isMarker(text: string): boolean {
  return /^\s*(?:(?:\[[^\]]*\]|\([^)]*\))\s*)+$/u.test(text);
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

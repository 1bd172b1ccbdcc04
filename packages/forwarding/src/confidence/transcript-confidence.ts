import { ConfidenceDetail, type TranscriptSegment } from "@compute-proxy/api";
import { quantile } from "@compute-proxy/calibration";

/**
 * Confidence of a transcript, version 1: (1 - n) q10, where q10 is the 10 % quantile of the words' probabilities (the lowest of
 * fewer than three) and n the mean no-speech probability of the segments, weighted by their length. Without words the mean log
 * probability of the segments stands in for q10, as exp(avg_logprob). Uncalibrated. Silence has no confidence.
 */
export function transcriptConfidence(
  text: string,
  segments: readonly TranscriptSegment[],
): ConfidenceDetail | undefined {
  if (text.trim() === "") return undefined;
  const words = segments
    .flatMap((segment) => segment.words)
    .flatMap(({ probability }) => (probability === undefined ? [] : [probability]))
    .toSorted((a, b) => a - b);
  const q10 = words.length < 3 ? words[0] : quantile(words, 0.1);
  const heard = q10 ?? meanProbability(segments);
  if (heard === undefined) return undefined;
  const noSpeech = weightedNoSpeech(segments);
  const features: Record<string, number> = { words: words.length, no_speech: noSpeech };
  if (q10 !== undefined) features["q10"] = q10;
  const value = (1 - noSpeech) * heard;
  return ConfidenceDetail.fromPartial({
    value,
    source: "transcript",
    calibrated: false,
    labels: 0,
    version: 1,
    features,
  });
}

function weightedNoSpeech(segments: readonly TranscriptSegment[]): number {
  const known = segments.flatMap(({ noSpeechProbability, startMs, endMs }) =>
    noSpeechProbability === undefined
      ? []
      : [{ probability: noSpeechProbability, weight: Math.max(1, endMs - startMs) }],
  );
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  return total === 0 ? 0 : known.reduce((sum, { probability, weight }) => sum + probability * weight, 0) / total;
}

function meanProbability(segments: readonly TranscriptSegment[]): number | undefined {
  const known = segments.flatMap(({ avgLogprob }) => (avgLogprob === undefined ? [] : [Math.exp(avgLogprob)]));
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

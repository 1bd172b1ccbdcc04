import { TranscriptSegment } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { transcriptConfidence } from "./transcript-confidence.js";

const segment = (probabilities: readonly number[], facts: Partial<TranscriptSegment> = {}): TranscriptSegment =>
  TranscriptSegment.fromPartial({
    startMs: 0,
    endMs: 1000,
    words: probabilities.map((probability, index) => ({ text: `w${index}`, probability })),
    ...facts,
  });

describe("transcriptConfidence", () => {
  it.each([
    { name: "is the 10 % quantile of the words", segments: [segment([0.2, 0.4, 0.6, 0.8, 1])], value: 0.28 },
    { name: "uses the lowest of two words", segments: [segment([0.9, 0.5])], value: 0.5 },
    {
      name: "falls with the chance that nobody spoke",
      segments: [segment([0.8], { noSpeechProbability: 0.5 })],
      value: 0.4,
    },
    {
      name: "weighs that chance by length",
      segments: [segment([1], { noSpeechProbability: 0.8 }), segment([1], { endMs: 3000, noSpeechProbability: 0 })],
      value: 0.8,
    },
    {
      name: "uses the mean log probability without words",
      segments: [segment([], { avgLogprob: Math.log(0.7) })],
      value: 0.7,
    },
  ])("$name", ({ segments, value }) => {
    const confidence = transcriptConfidence("something", segments);

    expect(confidence?.value).toBeCloseTo(value, 10);
    expect(confidence).toMatchObject({ source: "transcript", calibrated: false });
  });

  it.each([
    { name: "silence", text: " ", segments: [segment([0.9])] },
    { name: "a transcript without any probability", text: "hello", segments: [segment([])] },
  ])("does not exist for $name", ({ text, segments }) => {
    expect(transcriptConfidence(text, segments)).toBeUndefined();
  });
});

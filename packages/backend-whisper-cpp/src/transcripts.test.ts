import { afterEach, describe, expect, it } from "@jest/globals";
import { createWorkbench } from "./test-bench/workbench.js";
import type { FakeAnswer, FakeSegment } from "./testing/index.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const body = (value: unknown): FakeAnswer => ({ kind: "response", body: JSON.stringify(value) });
/** A verbose_json of one segment, with whatever stands in its place. */
const oneSegment = (rest: object): FakeAnswer =>
  body({ language: "english", segments: [{ text: " Hi.", start: 0, end: 1, words: [], ...rest }] });

describe("a transcript", () => {
  it("has text, words with the punctuation behind them, and probabilities", async () => {
    const segments: readonly FakeSegment[] = [
      {
        tokens: [
          [" Lock", 0.9],
          [" the", 0.7],
          [" do", 0.5],
          ["or", 0.95],
          [".", 0.8],
        ],
        noSpeechProb: 0.03,
        avgLogprob: -0.2,
      },
    ];
    const { response } = await bench.outcomeWith({ kind: "transcript", segments });

    expect(response).toMatchObject({ text: "Lock the door.", language: "en", durationMs: 1000 });
    expect(response?.segments).toMatchObject([
      {
        text: "Lock the door.",
        noSpeechProbability: 0.03,
        avgLogprob: -0.2,
        words: [
          { text: "Lock", startMs: 0, endMs: 200, probability: 0.9 },
          { text: "the", startMs: 200, endMs: 400, probability: 0.7 },
          { text: "door.", startMs: 400, endMs: 1000, probability: 0.5 },
        ],
      },
    ]);
  });

  it.each([
    { what: "an end behind the recording", start: 0.2, end: 7, startMs: 200, endMs: 1000 },
    { what: "a start behind the recording", start: 5, end: 7, startMs: 1000, endMs: 1000 },
    { what: "times below 0", start: -3, end: -1, startMs: 0, endMs: 0 },
    { what: "an end before its start", start: 0.5, end: 0.2, startMs: 500, endMs: 500 },
  ])("keeps $what within the recording of 1 s", async ({ start, end, startMs, endMs }) => {
    const times = { startMs, endMs };
    const words = [{ word: " Hi", start, end, probability: 0.9 }];
    const { response } = await bench.outcomeWith(oneSegment({ start, end, words }));

    expect(response?.segments).toMatchObject([{ ...times, words: [times] }]);
  });

  it("is one line, whatever new lines the engine puts in mid-sentence", async () => {
    const segments = [
      { text: " Turn off\nthe", start: 0, end: 0.5 },
      { text: " lights.\n", start: 0.5, end: 1 },
    ];
    const { response } = await bench.outcomeWith(body({ segments }));

    expect(response?.text).toBe("Turn off the lights.");
    expect(response?.segments.map(({ text }) => text)).toEqual(["Turn off the", "lights."]);
  });

  it.each([" [BLANK_AUDIO]", " (wind blowing)", "[Music] (laughs)", " [ Silence ]\n"])(
    "has no text for %j, and keeps how likely silence is",
    async (marker) => {
      const segments = [{ tokens: [[marker, 0.6] as const], noSpeechProb: 0.87, avgLogprob: -0.44 }];
      const { response } = await bench.outcomeWith({ kind: "transcript", segments });

      expect(response).toMatchObject({
        text: "",
        segments: [{ text: "", words: [], noSpeechProbability: 0.87, avgLogprob: -0.44 }],
      });
    },
  );

  it.each([
    { noSpeechProb: 0.35, text: "you" },
    { noSpeechProb: 0.8, text: "you" },
    { noSpeechProb: 0.81, text: "" },
    { noSpeechProb: null, text: "you" },
  ])("says '$text' for what Whisper invents in silence, at $noSpeechProb", async ({ noSpeechProb, text }) => {
    const { response } = await bench.outcomeWith({
      kind: "transcript",
      segments: [{ tokens: [[" you", 0.2]], noSpeechProb }],
    });

    expect(response?.text).toBe(text);
    expect(response?.segments.map((segment) => [segment.text, segment.words.length])).toEqual([
      [text, text === "" ? 0 : 1],
    ]);
  });

  it("leaves out a marker between two sentences, and keeps brackets within one", async () => {
    const segments = [" One (or two).", " [BLANK_AUDIO]", " Three."].map((text) => ({
      tokens: [[text, 0.9] as const],
    }));
    const { response } = await bench.outcomeWith({ kind: "transcript", segments });

    expect(response?.text).toBe("One (or two). Three.");
  });

  it("44: without segments is an answer: nothing was heard", async () => {
    const { response } = await bench.outcomeWith({ kind: "transcript", segments: [] });

    expect(response).toMatchObject({ text: "", segments: [], durationMs: 1000 });
  });

  it.each([
    { field: "avg_logprob", value: 0.1 },
    { field: "avg_logprob", value: null },
    { field: "avg_logprob", value: "-0.1" },
    { field: "avg_logprob", value: undefined },
    { field: "no_speech_prob", value: 1.1 },
    { field: "no_speech_prob", value: -0.1 },
    { field: "no_speech_prob", value: null },
  ])("has no $field where the engine says $value", async ({ field, value }) => {
    const good = { avg_logprob: -0.5, no_speech_prob: 0.5 };
    const { response } = await bench.outcomeWith(oneSegment({ ...good, [field]: value }));
    const [segment] = response?.segments ?? [];
    const found = { avg_logprob: segment?.avgLogprob, no_speech_prob: segment?.noSpeechProbability };

    expect(found).toEqual({ ...good, [field]: undefined });
  });

  it.each([{ probability: null }, { probability: 2 }, { probability: "x" }, { probability: undefined }])(
    "knows no probability of a word where the engine says $probability",
    async ({ probability }) => {
      const segments = [
        {
          tokens: [
            [" one", probability],
            [" two", 0.5],
          ] as const,
        },
      ];
      const { response } = await bench.outcomeWith({ kind: "transcript", segments });

      expect(response?.segments[0]?.words.map((word) => word.probability)).toEqual([undefined, 0.5]);
    },
  );

  it.each([
    { words: undefined },
    { words: {} },
    { words: [5] },
    { words: [{ word: 5, start: 0, end: 1 }] },
    { words: [{ word: " a" }] },
  ])("has no words where the engine says $words, and its text all the same", async ({ words }) => {
    const { response } = await bench.outcomeWith(oneSegment({ words }));

    expect(response).toMatchObject({ text: "Hi.", segments: [{ words: [] }] });
  });

  it("has no words where there are more than anybody can speak", async () => {
    const words = Array.from({ length: 100_000 }, () => ({ word: "a", start: 0, end: 1 }));
    const { response } = await bench.outcomeWith(oneSegment({ words }));

    expect(response).toMatchObject({ text: "Hi.", segments: [{ words: [] }] });
  });

  it.each([
    { said: "english", iso: "en" },
    { said: "javanese", iso: "jv" },
    { said: "haitian creole", iso: "ht" },
    { said: "cantonese", iso: "yue" },
    { said: "klingon", iso: "" },
    { said: 5, iso: "" },
    { said: undefined, iso: "" },
  ])("in $said is in $iso", async ({ said, iso }) => {
    const { response } = await bench.outcomeWith(body({ language: said, segments: [] }));

    expect(response?.language).toBe(iso);
  });

  it("29: reads invalid UTF-8 as U+FFFD", async () => {
    const pieces = [
      Buffer.from('{"segments":[{"text":" a'),
      Uint8Array.of(0xff),
      Buffer.from('","start":0,"end":1}]}'),
    ];
    const { response } = await bench.outcomeWith({ kind: "response", body: pieces });

    expect(response?.text).toBe("a\ufffd");
  });

  it("23: is read under whatever type it comes", async () => {
    const headers = { "content-type": "text/html" };
    const { response } = await bench.outcomeWith({ kind: "response", headers, body: '{"segments":[]}' });

    expect(response?.text).toBe("");
  });

  it("28: reads characters that were cut between chunks, one byte at a time", async () => {
    const bytes = [...Buffer.from(JSON.stringify({ segments: [{ text: " é漢😀", start: 0, end: 1 }] }))];
    const { response } = await bench.outcomeWith({ kind: "response", body: bytes.map((byte) => Uint8Array.of(byte)) });

    expect(response?.text).toBe("é漢😀");
  });
});

import type { FakeRequest } from "./fake-request.js";
import { errorPage, type FakeReply, replyWith } from "./fake-reply.js";
import { tone, wavFile } from "./wav.js";

/** One voice of the fake engine. */
export interface FakeVoice {
  readonly name: string;
  /** Default 22050. */
  readonly sampleRateHz?: number;
  /** Default 1. */
  readonly speakers?: number;
}

/** What an engine of `startFakePiper` has when the test names nothing else. */
export const defaultFakeVoices: readonly FakeVoice[] = [{ name: "en_US-joe-medium" }];

/** How long a character takes. */
const secondsPerCharacter = 0.05;

/**
 * The engine's own answer to a text: a tone whose length is that of the text, and whose pitch is the voice's and the speaker's.
 * As the real one, it answers an unknown voice with the default voice, ignores what it does not know, sends the same
 * samples again only without noise, and answers everything wrong with a page and status 500.
 */
export function speak({ call, body, headers }: FakeRequest, voices: readonly FakeVoice[]): FakeReply {
  const isJson = headers["content-type"]?.startsWith("application/json") === true;
  const { text, voice: name, length_scale: scale = 1, speaker_id: speaker } = body ?? {};
  if (!isJson || typeof text !== "string" || !/[\p{L}\p{N}\p{So}]/u.test(text)) return errorPage();
  if (typeof scale !== "number") return errorPage();
  const found = voices.findIndex((voice) => voice.name === name);
  const voice = voices[Math.max(found, 0)];
  if (!voice) return errorPage();
  const speakers = voice.speakers ?? 1;
  const pitch = speakers > 1 && typeof speaker === "number" ? speaker : 0;
  const isSteady = body?.["noise_scale"] === 0 && body["noise_w_scale"] === 0;
  const sound = tone({
    seconds: text.trim().length * secondsPerCharacter * scale,
    hz: 200 + 100 * Math.max(found, 0) + 10 * pitch,
    phase: isSteady ? 0 : ((call + 1) * 0.137) % 1,
    ...(voice.sampleRateHz === undefined ? {} : { sampleRateHz: voice.sampleRateHz }),
  });
  const file = wavFile(sound);
  return replyWith(file, { headers: { "content-length": String(file.length), connection: "close" } });
}

/** The body of GET /voices. */
export function voicesOf(voices: readonly FakeVoice[]): unknown {
  const config = ({ sampleRateHz = 22_050, speakers = 1 }: FakeVoice): unknown => ({
    audio: { sample_rate: sampleRateHz, quality: "medium" },
    espeak: { voice: "en-us" },
    inference: { noise_scale: 0.667, length_scale: 1, noise_w: 0.8 },
    num_speakers: speakers,
  });
  return Object.fromEntries(voices.map((voice) => [voice.name, config(voice)]));
}

/** The body of GET /info: the default voice, and what was said last, by whomever. */
export function infoOf(voices: readonly FakeVoice[], lastText: string | undefined): unknown {
  const [voice] = voices;
  const last =
    lastText === undefined ? null : { text: lastText, synthesize_seconds: 0.1, phonemes: [], alignments: [] };
  return { voice: { name: voice?.name, language: "en-us", num_speakers: voice?.speakers ?? 1 }, last };
}

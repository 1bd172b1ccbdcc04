import { type Answer, jsonAnswer, type PlainAnswer, textAnswer } from "../answer.js";
import type { EngineApi, EngineRequest } from "../api.js";
import { hashOf } from "../seeded.js";
import { wordsOf } from "../words.js";
import { type Form, readForm } from "./read-form.js";
import { soundOf } from "./sound.js";
import type { Transcript, TranscriptFormat } from "./transcript.js";

const formats: ReadonlySet<string> = new Set<TranscriptFormat>(["json", "text", "srt", "vtt", "verbose_json"]);

const wordsPerSecond = 2.5;

/** What whisper-server 1.9.1 answers. */
export function whisperApi(): EngineApi {
  const notFound = (path: string): PlainAnswer => textAnswer(404, `File Not Found (${path})`, "text/plain");
  return {
    routes: [
      { method: "GET", path: "/", answer: () => textAnswer(200, page, "text/html; charset=utf-8") },
      { method: "GET", path: "/health", answer: () => jsonAnswer({ status: "ok" }) },
      { method: "POST", path: "/inference", work: "transcript", answer: answerInference },
    ],
    notFound,
    // It has no 405: a path with another method is a path that is not there.
    wrongMethod: notFound,
  };
}

async function answerInference(request: EngineRequest): Promise<Answer> {
  const form = await readForm(request);
  const sound = form?.file ? soundOf(form.file) : undefined;
  if (!form?.file || !sound) return textAnswer(400, "Invalid request", "text/plain");
  const wrong = numbers.find((name) => Number.isNaN(Number.parseFloat(form.fields[name] ?? "0")));
  if (wrong !== undefined) return textAnswer(500, "500 Internal Server Error\nstof", "text/plain");
  return { kind: "transcript", transcript: hear(form.file, sound, formatOf(form)) };
}

/** Fields that must be numbers; a field that is not known is ignored. */
const numbers = ["temperature", "temperature_inc", "no_speech_thold", "logprob_thold", "entropy_thold"];

function formatOf({ fields }: Form): TranscriptFormat {
  const wanted = fields["response_format"] ?? "json";
  return formats.has(wanted) ? (wanted as TranscriptFormat) : "json";
}

/** The same words for the same bytes, and as many as the recording is long. */
function hear(file: Buffer, sound: { seconds: number; isSilent: boolean }, format: TranscriptFormat): Transcript {
  const { seconds, isSilent } = sound;
  const seed = hashOf(file);
  if (isSilent) return { format, words: ["[BLANK_AUDIO]"], seconds, noSpeech: 0.87, seed };
  // Too short to be a word.
  const count = seconds < 0.2 ? 0 : Math.max(1, Math.round(seconds * wordsPerSecond));
  return { format, words: wordsOf(seed, count), seconds, noSpeech: 0.02, seed };
}

const page = "<html><head><title>Whisper.cpp Server</title></head><body><h1>Whisper.cpp Server</h1></body></html>\n";

import type { ServerResponse } from "node:http";
import { assertNever } from "@compute-proxy/core";
import { readWav } from "../wav.js";
import { type FakeAnswer, type FakeReply, type FakeTranscript, textReply } from "./fake-answer.js";
import type { FakeRequest } from "./fake-request.js";

/** What the engine hears and how it is. */
export interface FakeEngine {
  /** The answer to a recording. Default: four words for sound, what Whisper writes for silence where every sample is 0. */
  readonly answer?: (request: FakeRequest) => FakeAnswer;
  /** `broken` is what a failed load of another model leaves behind: 404 for good. Default `ok`. */
  readonly health?: "ok" | "broken";
}

/** The engine's own answer to a request. */
export function answerTo(request: FakeRequest, engine: FakeEngine): FakeReply {
  switch (request.path) {
    case "/health":
      return engine.health === "broken" ? notFound(request) : jsonReply({ status: "ok" });
    case "/inference":
      return inferenceReply(request, engine);
    default:
      return notFound(request);
  }
}

/** Writes a reply to its end, or until the client has gone. */
export async function writeReply(response: ServerResponse, reply: FakeReply): Promise<void> {
  switch (reply.kind) {
    case "response": {
      response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
      for (const piece of typeof reply.body === "string" ? [reply.body] : reply.body) await write(response, piece);
      response.end();
      return;
    }
    case "silence":
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "cut":
      await write(response.writeHead(200, { "content-length": "1000" }), '{"task":"transcribe",');
      response.destroy();
      return;
    default:
      assertNever(reply);
  }
}

function inferenceReply(request: FakeRequest, engine: FakeEngine): FakeReply {
  const { file } = request;
  if (file === undefined || file.length === 0) return textReply("Invalid request", 400);
  const answer = engine.answer?.(request) ?? defaultAnswer(file);
  return answer.kind === "transcript" ? jsonReply(verboseJson(answer, secondsOf(file))) : answer;
}

/** As the real engine decides: what is no file of samples is refused. */
function defaultAnswer(file: Uint8Array): FakeAnswer {
  if (readWav(file).kind === "not-usable") return textReply("Invalid request", 400);
  return file.subarray(44).every((byte) => byte === 0) ? nobody : somebody;
}

const nobody: FakeTranscript = {
  kind: "transcript",
  segments: [{ tokens: [[" [BLANK_AUDIO]", 0.6]], noSpeechProb: 0.87, avgLogprob: -0.44 }],
};

const somebody: FakeTranscript = {
  kind: "transcript",
  segments: [
    {
      tokens: [
        [" This", 0.98],
        [" is", 0.99],
        [" f", 0.7],
        ["ake", 0.95],
        [" speech", 0.97],
        [".", 0.9],
      ],
    },
  ],
};

/** The body of /inference. As the real engine's, the last segment ends behind the recording. */
function verboseJson({ segments, language = "english" }: FakeTranscript, seconds: number): unknown {
  const texts = segments.map(({ tokens }) => tokens.map(([text]) => text).join(""));
  const share = seconds / Math.max(segments.length, 1);
  return {
    task: "transcribe",
    language,
    duration: seconds,
    text: texts.map((text) => `${text}\n`).join(""),
    segments: segments.map(({ tokens, noSpeechProb = 0.02, avgLogprob = -0.1 }, id) => ({
      id,
      text: texts[id],
      start: id * share,
      end: id === segments.length - 1 ? seconds + 4 : (id + 1) * share,
      tokens: tokens.map((_, index) => index),
      words: tokens.map(([word, probability], index) => ({
        word,
        start: (id + index / tokens.length) * share,
        end: (id + (index + 1) / tokens.length) * share,
        t_dtw: -1,
        probability,
      })),
      temperature: 0,
      avg_logprob: avgLogprob,
      no_speech_prob: noSpeechProb,
    })),
  };
}

function secondsOf(file: Uint8Array): number {
  const reading = readWav(file);
  return reading.kind === "wav" ? reading.facts.durationSeconds : 0;
}

function notFound({ path }: FakeRequest): FakeReply {
  return textReply(`File Not Found (${path})`, 404);
}

function jsonReply(body: unknown): FakeReply {
  return { kind: "response", body: JSON.stringify(body) };
}

/** Waits until the piece has left, so that a closed connection cannot overtake it. */
function write(response: ServerResponse, piece: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(piece, (error) => (error ? reject(error) : resolve()));
  });
}

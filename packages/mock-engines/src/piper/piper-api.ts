import { type Answer, jsonAnswer, type PlainAnswer, textAnswer } from "../answer.js";
import type { EngineApi, EngineRequest } from "../api.js";
import { parseModelFault } from "../faults/fault-order.js";
import { faults } from "../faults/faults.js";
import { sampleRate, speak } from "./tone.js";

/** The voice of `GET /info`, and of names that the engine does not know. */
export const defaultVoice = "en_US-mock-medium";

/** What Piper 1.8.0 answers; POST / speaks too, as it did before 1.5.0. */
export function piperApi(): EngineApi {
  const voices = jsonAnswer(Object.fromEntries(voiceNames().map((name) => [name, voiceConfig])));
  let lastText: string | undefined;
  const synthesize = (request: EngineRequest): Answer => {
    const fault = parseModelFault(voiceOf(request) ?? "");
    if (fault.kind === "problem") return textAnswer(400, fault.problem);
    const text = textOf(request);
    const scale = jsonOf(request.body)["length_scale"] ?? 1;
    if (text === undefined || typeof scale !== "number" || !(scale > 0 && scale <= 100)) return page(500);
    lastText = text;
    return { kind: "speech", wav: speak(text, scale) };
  };
  return {
    routes: [
      { method: "GET", path: "/", answer: () => textAnswer(200, "<!doctype html>\n<title>Piper</title>\n", html) },
      { method: "GET", path: "/voices", answer: () => voices },
      { method: "GET", path: "/info", answer: () => infoOf(lastText) },
      { method: "POST", path: "/synthesize", work: "speech", answer: synthesize },
      { method: "POST", path: "/", work: "speech", answer: synthesize },
    ],
    notFound: () => page(404),
    wrongMethod: () => page(405),
  };
}

/** The voice that a request names, if it does. */
export function voiceOf({ body }: EngineRequest): string | undefined {
  const { voice } = jsonOf(body);
  return typeof voice === "string" ? voice : undefined;
}

const html = "text/html; charset=utf-8";

const voiceConfig = {
  audio: { sample_rate: sampleRate, quality: "medium" },
  espeak: { voice: "en-us" },
  inference: { noise_scale: 0.667, length_scale: 1, noise_w: 0.8 },
  language: { code: "en_US", family: "en", region: "US", name_english: "English" },
  num_speakers: 1,
};

/** One that is well, and one for each fault of speech. */
function voiceNames(): readonly string[] {
  const speaks = Object.entries(faults).filter(
    ([, fault]) => fault.kind === "script" && (fault.on === "everything" || fault.on.includes("speech")),
  );
  return [defaultVoice, ...speaks.map(([name]) => `fault:${name}`)];
}

/** What can be spoken; undefined for what Piper answers with 500. */
function textOf({ headers, body }: EngineRequest): string | undefined {
  if (headers["content-type"]?.startsWith("application/json") !== true) return undefined;
  const { text } = jsonOf(body);
  return typeof text === "string" && /[\p{L}\p{N}]/u.test(text) ? text : undefined;
}

function infoOf(text: string | undefined): PlainAnswer {
  const last = text === undefined ? null : { text, synthesize_seconds: 0.1, phonemes: [], alignments: [] };
  return jsonAnswer({ voice: { name: defaultVoice, language: "en-us", num_speakers: 1 }, last });
}

/** Piper's answer to everything that is wrong. */
function page(status: number): PlainAnswer {
  return textAnswer(status, `<!doctype html>\n<html lang=en>\n<title>${status}</title>\n`, html);
}

function jsonOf(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

import type { TextPlan } from "./ollama/text-plan.js";
import type { Transcript } from "./whisper/transcript.js";

/** What is asked of an engine. Everything else, such as a list of models, is no work. */
export type Work = "text" | "embedding" | "transcript" | "speech";

/** What a healthy engine says to one request. Faults begin with it, so it is kept in parts until it is written. */
export type Answer =
  | { readonly kind: "text"; readonly plan: TextPlan }
  | EmbeddingAnswer
  | { readonly kind: "transcript"; readonly transcript: Transcript }
  | { readonly kind: "speech"; readonly wav: Buffer }
  | PlainAnswer;

/** Vectors of /api/embed. */
export interface EmbeddingAnswer {
  readonly kind: "embedding";
  readonly model: string;
  readonly embeddings: ReadonlyArray<readonly number[]>;
  readonly promptTokens: number;
}

/** A body that is sent as it is: lists, descriptions, refusals. */
export interface PlainAnswer {
  readonly kind: "plain";
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const json = "application/json; charset=utf-8";

/** A JSON body. */
export function jsonAnswer(value: unknown, status = 200): PlainAnswer {
  return { kind: "plain", status, contentType: json, body: JSON.stringify(value) };
}

/** A refusal as Ollama words it. */
export function errorAnswer(status: number, error: string): PlainAnswer {
  return jsonAnswer({ error }, status);
}

/** A text. */
export function textAnswer(status: number, body: string, contentType = "text/plain; charset=utf-8"): PlainAnswer {
  return { kind: "plain", status, contentType, body };
}

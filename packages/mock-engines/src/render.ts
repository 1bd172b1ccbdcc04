import { assertNever } from "@compute-proxy/core";
import type { Answer, EmbeddingAnswer } from "./answer.js";
import type { Rendered } from "./rendered.js";
import { renderText } from "./ollama/render-text.js";
import { renderTranscript } from "./whisper/transcript.js";

/** The bytes of an answer. */
export function render(answer: Answer): Rendered {
  switch (answer.kind) {
    case "text":
      return renderText(answer.plan);
    case "embedding":
      return whole(200, "application/json; charset=utf-8", Buffer.from(JSON.stringify(embeddingBody(answer))));
    case "transcript":
      return renderTranscript(answer.transcript);
    case "speech":
      // Piper says text/html of its WAV, and closes the connection.
      return whole(200, "text/html; charset=utf-8", answer.wav, { connection: "close" });
    case "plain":
      return whole(answer.status, answer.contentType, Buffer.from(answer.body));
    default:
      return assertNever(answer);
  }
}

/** The body of /api/embed, with other embeddings if a fault says so. */
export function embeddingBody(answer: EmbeddingAnswer, embeddings: unknown = answer.embeddings): object {
  const { model, promptTokens } = answer;
  const durations = { total_duration: 2_000_000, load_duration: 1_000_000 };
  return { model, embeddings, ...durations, ...(promptTokens === 0 ? {} : { prompt_eval_count: promptTokens }) };
}

function whole(status: number, contentType: string, body: Buffer, more: Record<string, string> = {}): Rendered {
  return { status, headers: { "content-type": contentType, ...more }, records: [body], isStream: false };
}

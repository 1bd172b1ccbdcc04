import type { GenerateRequest, GenerateResponse } from "@compute-proxy/api/backend/v1";
import { callError, engineError, type EngineName } from "@compute-proxy/backend";
import { throwIfAborted } from "@compute-proxy/core";
import type { EngineHttp } from "./engine-http.js";
import { lineSplitter } from "./lines.js";
import { answerReader } from "./read-answer.js";
import { toTextCall } from "./to-request.js";

/** What one generation needs. */
export interface GenerationParts {
  readonly http: EngineHttp;
  readonly engine: EngineName;
  /** Of the model that is asked. */
  readonly modelDigest: string;
}

/** The engine's text as it comes: what came together is one delta. An answer without a final record is an error. */
export async function* generate(
  { http, engine, modelDigest }: GenerationParts,
  request: GenerateRequest,
  signal: AbortSignal,
): AsyncGenerator<GenerateResponse, void> {
  try {
    const { endpoint, body } = toTextCall(request);
    const reader = answerReader({ endpoint, engine, modelDigest, maxTokens: request.options?.maxTokens });
    const splitter = lineSplitter();
    using answer = await http.stream(endpoint, body, signal);
    for (let isOpen = true; isOpen;) {
      const bytes = await answer.read();
      isOpen = bytes !== undefined;
      const lines = bytes ? splitter.add(bytes) : splitter.end();
      if (lines.length > 0) answer.progress();
      for (const message of reader.parts(lines)) {
        throwIfAborted(signal);
        if (reader.isFinal()) answer.complete();
        yield message;
        if (message.part?.$case === "end") return;
      }
    }
    throw engineError(
      "no-final-record",
      "ended its answer without the final record: the answer may be incomplete",
      engine,
    );
  } catch (error) {
    throw callError(error, engine, signal);
  }
}

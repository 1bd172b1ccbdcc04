import type { GenerateRequest, GenerateResponse } from "@compute-proxy/api/backend/v1";
import { callError, engineError, type EngineName } from "@compute-proxy/backend";
import { throwIfAborted } from "@compute-proxy/core";
import type { EngineHttp } from "./engine-http.js";
import { lineSplitter } from "./lines.js";
import { answerReader } from "./read-answer.js";
import type { Renderings } from "./renderings.js";
import { toTextCall } from "./to-request.js";

/** What one generation needs. */
export interface GenerationParts {
  readonly http: EngineHttp;
  readonly engine: EngineName;
  readonly renderings: Renderings;
  /** Of the model that is asked. */
  readonly modelDigest: string;
}

/** The engine's text as it comes: what came together is one delta. An answer without a final record is an error. */
export async function* generate(
  { http, engine, renderings, modelDigest }: GenerationParts,
  request: GenerateRequest,
  signal: AbortSignal,
): AsyncGenerator<GenerateResponse, void> {
  try {
    const call = toTextCall(request);
    const { endpoint, body } = call;
    const reader = answerReader({ endpoint, engine, modelDigest, maxTokens: request.options?.maxTokens });
    const splitter = lineSplitter();
    using rendering = request.continuable ? renderings.ask(call, modelDigest, signal) : undefined;
    let unheard = rendering;
    using answer = await http.stream(endpoint, body, signal);
    for (let isOpen = true; isOpen;) {
      const bytes = await answer.read();
      isOpen = bytes !== undefined;
      const lines = bytes ? splitter.add(bytes) : splitter.end();
      if (lines.length > 0) answer.progress();
      for (const message of reader.parts(lines)) {
        if (reader.isFinal()) answer.complete();
        if (unheard) {
          const begin = await unheard.told();
          unheard = undefined;
          if (begin) yield begin;
        }
        throwIfAborted(signal);
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

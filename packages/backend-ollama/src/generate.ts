import type { GenerateRequest, GenerateResponse } from "@compute-proxy/api/backend/v1";
import { engineError, type EngineName } from "@compute-proxy/backend";
import { assertNever } from "@compute-proxy/core";
import type { EngineHttp } from "./engine-http.js";
import { cutEnd, toDelta, toEnd } from "./from-chunk.js";
import { createOutputCap } from "./output-cap.js";
import { toTextCall } from "./to-request.js";
import { parseJson, parseStreamRecord } from "./wire.js";
import { reportedError } from "./wire-error.js";

/**
 * The engine's text as it comes. Ends with the engine's final record, or with `length` where an engine goes on past its limit;
 * an answer without a final record is an error.
 */
export async function* generate(
  http: EngineHttp,
  engine: EngineName,
  request: GenerateRequest,
  modelDigest: string,
  signal: AbortSignal,
): AsyncGenerator<GenerateResponse, void> {
  const { endpoint, body } = toTextCall(request);
  const cap = createOutputCap(request.options?.maxTokens);
  for await (const line of http.lines(endpoint, body, signal)) {
    const record = parseStreamRecord(parseJson(line), endpoint);
    switch (record.kind) {
      case "error":
        throw reportedError(record.error, engine);
      case "text":
        if (cap.isOver(record)) {
          yield cutEnd(modelDigest);
          return;
        }
        yield* toDelta(record);
        break;
      case "final":
        yield* toDelta(record);
        yield toEnd(record, modelDigest);
        return;
      default:
        assertNever(record);
    }
  }
  throw engineError(
    "no-final-record",
    "ended its answer without the final record: the answer may be incomplete",
    engine,
  );
}

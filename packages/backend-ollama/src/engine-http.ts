import type { EngineName } from "@compute-proxy/backend";
import {
  boundedText,
  createEngineClient,
  type EngineAnswer,
  type EngineRequest,
  type EngineScope,
  refusalText,
} from "@compute-proxy/backend/http";
import type { Clock } from "@compute-proxy/core";
import type { OllamaTimeouts } from "./timeouts.js";
import { parseJson } from "./wire.js";
import { refusalError } from "./wire-error.js";

/** The engine over HTTP: the one place of this package that does input and output. */
export interface EngineHttp {
  /** Posts a request; the answer under status 200. It is closed as soon as the signal aborts. The caller disposes it. */
  stream(path: string, body: unknown, signal: AbortSignal): Promise<EngineAnswer>;
  /** The JSON body of an answer; a body to send makes it a POST. It takes as long as the signal lets it. */
  json(path: string, body: unknown, signal: AbortSignal): Promise<unknown>;
  /** Ends every request. */
  close(): Promise<void>;
}

/** Makes one. The caller closes it. */
export function engineHttp(engine: EngineName, timeouts: OllamaTimeouts, clock: Clock): EngineHttp {
  const client = createEngineClient({ engine, clock, connectMs: timeouts.connectMs });
  const limits = { firstMs: timeouts.firstByteMs, idleMs: timeouts.idleMs, totalMs: timeouts.totalMs };

  /** The answer, or the error behind a status that is no success. The caller disposes it. */
  const ask = async (request: EngineRequest, scope: EngineScope): Promise<EngineAnswer> => {
    const answer = await client.ask(request, scope);
    if (answer.status === 200) return answer;
    using refused = answer;
    const { status, headers } = refused;
    throw refusalError({ status, headers, body: await refusalText(refused) }, engine);
  };

  return {
    stream: (path, body, signal) => ask({ path, content: jsonContent(body) }, { signal, limits }),
    async json(path, body, signal) {
      const request = body === undefined ? { path } : { path, content: jsonContent(body) };
      using answer = await ask(request, { signal });
      return parseJson(await boundedText(answer));
    },
    close: () => client.close(),
  };
}

function jsonContent(body: unknown): NonNullable<EngineRequest["content"]> {
  return { type: "application/json", body: JSON.stringify(body) };
}

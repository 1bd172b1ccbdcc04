import { engineError, type EngineName } from "@compute-proxy/backend";
import { type Clock, type ProxyError, throwIfAborted, timeLimit, untilAborted } from "@compute-proxy/core";
import { Agent, type Dispatcher } from "undici";
import { linesOf, textOf } from "./lines.js";
import type { OllamaTimeouts } from "./timeouts.js";
import { parseJson } from "./wire.js";
import { refusalError } from "./wire-error.js";

/**
 * The engine over HTTP: the one place of this package that does input and output. Errors of undici pass as they are;
 * an HTTP status other than 200 is ours already.
 */
export interface EngineHttp {
  /**
   * Posts a request and yields the lines of its answer. The request is closed as soon as the signal aborts, a line takes too
   * long, or the reader leaves.
   */
  lines(path: string, body: unknown, signal: AbortSignal): AsyncGenerator<string, void>;
  /** The JSON body of an answer; a body to send makes it a POST. It takes as long as the signal lets it. */
  json(path: string, body: unknown, signal: AbortSignal): Promise<unknown>;
  /** Ends every request. */
  close(): Promise<void>;
}

/** Error bodies are read to here; Ollama's are far shorter. */
const longestErrorBody = 64 * 1024;

/** Makes one. The caller closes it. */
export function engineHttp(engine: EngineName, timeouts: OllamaTimeouts, clock: Clock): EngineHttp {
  const base = new URL(engine.endpoint);
  const prefix = base.pathname.replace(/\/+$/u, "");
  const agent = new Agent({
    connect: { timeout: timeouts.connectMs },
    // Ours are in charge: undici's defaults end every answer that pauses for 300 s.
    headersTimeout: 0,
    bodyTimeout: 0,
    // A kept connection may be closed by the engine in the moment it is used again, and a POST must not be sent twice.
    pipelining: 0,
  });

  const send = async (path: string, body: unknown, signal: AbortSignal): Promise<Dispatcher.ResponseData> => {
    const headers = { accept: "application/json, application/x-ndjson", "accept-encoding": "identity" };
    const target = { origin: base.origin, path: `${prefix}${path}`, signal };
    const response =
      body === undefined
        ? await agent.request({ ...target, method: "GET", headers })
        : await agent.request({
            ...target,
            method: "POST",
            headers: { ...headers, "content-type": "application/json" },
            body: JSON.stringify(body),
          });
    // Without a listener, an abort between two reads would be an uncaught error.
    response.body.on("error", () => undefined);
    if (response.statusCode !== 200) throw await refusalOf(response);
    return response;
  };

  const refusalOf = async ({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<ProxyError> => {
    const text = await textOf(body, longestErrorBody).catch(() => "");
    return refusalError({ status: statusCode, headers, body: text }, engine);
  };

  /** Waits for one answer of the engine, at most `ms`. */
  const within = async <T>(
    waiting: () => Promise<T>,
    ms: number,
    late: () => ProxyError,
    signal: AbortSignal,
  ): Promise<T> => {
    using limit = timeLimit(signal, ms, clock, late);
    return await untilAborted(waiting(), limit.signal);
  };

  return {
    async *lines(path, body, signal) {
      throwIfAborted(signal);
      const request = new AbortController();
      const noAnswer = (): ProxyError =>
        engineError("engine-timeout", `sent no answer within ${timeouts.firstByteMs} ms`, engine);
      const silent = (): ProxyError => engineError("engine-stalled", `was silent for ${timeouts.idleMs} ms`, engine);
      const open = async (): Promise<{ lines: AsyncGenerator<string, void>; first: IteratorResult<string, void> }> => {
        const response = await send(path, body, request.signal);
        const lines = linesOf(response.body);
        return { lines, first: await lines.next() };
      };
      try {
        const { lines, first } = await within(open, timeouts.firstByteMs, noAnswer, signal);
        for (let next = first; !next.done; next = await within(() => lines.next(), timeouts.idleMs, silent, signal)) {
          yield next.value;
        }
      } finally {
        request.abort();
      }
    },

    async json(path, body, signal) {
      throwIfAborted(signal);
      const request = new AbortController();
      const read = async (): Promise<string> => textOf((await send(path, body, request.signal)).body);
      try {
        return parseJson(await untilAborted(read(), signal));
      } finally {
        request.abort();
      }
    },

    close: () => agent.destroy(),
  };
}

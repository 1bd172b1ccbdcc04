import { engineError, type EngineName } from "@compute-proxy/backend";
import { type Clock, ProxyError, throwIfAborted, timeLimit, untilAborted } from "@compute-proxy/core";
import { Agent, type Dispatcher } from "undici";
import type { PiperTimeouts } from "./timeouts.js";
import { parseJson } from "./wire.js";
import { refusalError } from "./wire-error.js";

/**
 * The engine over HTTP: the one place of this package that does input and output. Errors of undici pass as they are;
 * an HTTP status other than 200 is ours already.
 */
export interface EngineHttp {
  /**
   * Posts a text and yields the body of the answer as it comes. The request is closed as soon as the signal aborts, a piece
   * takes too long, or the reader leaves.
   */
  speech(body: unknown, signal: AbortSignal): AsyncGenerator<Uint8Array, void>;
  /** The JSON body at a path; undefined where the engine has no such path. It takes as long as the signal lets it. */
  json(path: string, signal: AbortSignal): Promise<unknown>;
  /** Ends every request. */
  close(): Promise<void>;
}

/** Releases from 1.5.0 on speak at the first path, 1.3.0 to 1.4.2 at the second. */
const speechPaths = ["/synthesize", "/"] as const;

/** Longest JSON that is read: a voice takes some 5 kB of it. */
const longestJson = 8 * 1024 * 1024;

/** Makes one. The caller closes it. */
export function engineHttp(engine: EngineName, timeouts: PiperTimeouts, clock: Clock): EngineHttp {
  const base = new URL(engine.endpoint);
  const prefix = base.pathname.replace(/\/+$/u, "");
  let workingPath: string | undefined;
  const agent = new Agent({
    connect: { timeout: timeouts.connectMs },
    // Ours are in charge: undici's defaults end every answer that pauses for 300 s.
    headersTimeout: 0,
    bodyTimeout: 0,
    // A kept connection may be closed by the engine in the moment it is used again, and a POST must not be sent twice.
    pipelining: 0,
  });

  const send = async (path: string, body: unknown, signal: AbortSignal): Promise<Dispatcher.ResponseData> => {
    const headers = { accept: "*/*", "accept-encoding": "identity" };
    const target = { origin: base.origin, path: `${prefix}${path}`, signal };
    // Piper reads JSON under any other content type as a form, and answers 500.
    const json = { method: "POST", headers: { ...headers, "content-type": "application/json" } } as const;
    const response =
      body === undefined
        ? await agent.request({ ...target, method: "GET", headers })
        : await agent.request({ ...target, ...json, body: JSON.stringify(body) });
    // Without a listener, an abort between two reads would be an uncaught error.
    response.body.on("error", () => undefined);
    return response;
  };

  /** The answer of the first path that is there; the one that worked before is asked first. */
  const post = async (body: unknown, signal: AbortSignal): Promise<Dispatcher.ResponseData> => {
    const paths = workingPath === undefined ? [] : [workingPath];
    let refused = 404;
    for (const path of new Set([...paths, ...speechPaths])) {
      const response = await send(path, body, signal);
      if (response.statusCode === 200) {
        workingPath = path;
        return response;
      }
      response.body.destroy();
      if (!isNoSuchPath(response.statusCode)) throw refusalError(response.statusCode, engine);
      refused = response.statusCode;
    }
    throw refusalError(refused, engine);
  };

  /** Waits for one piece of an answer, at most `ms`. */
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
    async *speech(body, signal) {
      throwIfAborted(signal);
      const request = new AbortController();
      const noAnswer = (): ProxyError =>
        engineError("engine-timeout", `sent no speech within ${timeouts.firstByteMs} ms`, engine);
      const silent = (): ProxyError => engineError("engine-stalled", `was silent for ${timeouts.idleMs} ms`, engine);
      const open = async (): Promise<{ pieces: AsyncIterator<Uint8Array>; first: IteratorResult<Uint8Array> }> => {
        const pieces = (await post(body, request.signal)).body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
        return { pieces, first: await pieces.next() };
      };
      try {
        const { pieces, first } = await within(open, timeouts.firstByteMs, noAnswer, signal);
        for (
          let next = first;
          next.done !== true;
          next = await within(() => pieces.next(), timeouts.idleMs, silent, signal)
        ) {
          yield next.value;
        }
      } finally {
        request.abort();
      }
    },

    async json(path, signal) {
      throwIfAborted(signal);
      const request = new AbortController();
      const read = async (): Promise<unknown> => {
        const { statusCode, body } = await send(path, undefined, request.signal);
        if (isNoSuchPath(statusCode)) return undefined;
        if (statusCode !== 200) throw refusalError(statusCode, engine);
        return parseJson(await textOf(body));
      };
      try {
        return await untilAborted(read(), signal);
      } finally {
        request.abort();
      }
    },

    close: () => agent.destroy(),
  };
}

function isNoSuchPath(status: number): boolean {
  return status === 404 || status === 405;
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > longestJson)
      throw new ProxyError("answer-too-large", `the engine's list has more than ${longestJson} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

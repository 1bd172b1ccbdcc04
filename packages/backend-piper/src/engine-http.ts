import type { EngineName } from "@compute-proxy/backend";
import { boundedText, createEngineClient, type EngineAnswer } from "@compute-proxy/backend/http";
import type { Clock } from "@compute-proxy/core";
import type { PiperTimeouts } from "./timeouts.js";
import { parseJson } from "./wire.js";
import { refusalError } from "./wire-error.js";

/** The engine over HTTP: the one place of this package that does input and output. */
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

/** Makes one. The caller closes it. */
export function engineHttp(engine: EngineName, timeouts: PiperTimeouts, clock: Clock): EngineHttp {
  const client = createEngineClient({ engine, clock, connectMs: timeouts.connectMs });
  const limits = { firstMs: timeouts.firstByteMs, idleMs: timeouts.idleMs, totalMs: timeouts.totalMs };
  let workingPath: string | undefined;

  /** The answer of the first path that is there; the one that worked before is asked first. */
  const post = async (body: unknown, signal: AbortSignal): Promise<EngineAnswer> => {
    // Piper reads JSON under any other content type as a form, and answers 500.
    const content = { type: "application/json", body: JSON.stringify(body) };
    const paths = workingPath === undefined ? [] : [workingPath];
    let refused = 404;
    for (const path of new Set([...paths, ...speechPaths])) {
      const answer = await client.ask({ path, content }, { signal, limits });
      if (answer.status === 200) {
        workingPath = path;
        return answer;
      }
      answer[Symbol.dispose]();
      refused = answer.status;
      if (!isNoSuchPath(refused)) break;
    }
    throw refusalError(refused, engine);
  };

  return {
    async *speech(body, signal) {
      using answer = await post(body, signal);
      for await (const piece of answer) {
        answer.progress();
        yield piece;
      }
    },
    async json(path, signal) {
      using answer = await client.ask({ path }, { signal });
      if (isNoSuchPath(answer.status)) return undefined;
      if (answer.status !== 200) throw refusalError(answer.status, engine);
      return parseJson(await boundedText(answer));
    },
    close: () => client.close(),
  };
}

function isNoSuchPath(status: number): boolean {
  return status === 404 || status === 405;
}

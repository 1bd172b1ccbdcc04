import { type Adapter, type BackendPort, callError, engineError, unsupported } from "@compute-proxy/backend";
import { type Clock, type ProxyError, timeLimit } from "@compute-proxy/core";
import { capabilities, createDescriptions } from "./describe.js";
import { createEmbeddingSizes } from "./embedding-sizes.js";
import { engineHttp } from "./engine-http.js";
import { toUsage } from "./from-chunk.js";
import { generate } from "./generate.js";
import { createRenderings } from "./renderings.js";
import { defaultTimeouts, type OllamaTimeouts } from "./timeouts.js";
import { toEmbedBody } from "./to-request.js";
import { parseEmbedRecord } from "./wire.js";
import { reportedError } from "./wire-error.js";

/** What an adapter needs. */
export interface OllamaAdapterParts {
  /** The backend's id, for errors. */
  readonly id: string;
  /** http or https, without user information; a path is put before Ollama's own. */
  readonly endpoint: string;
  readonly clock: Clock;
  /** Default: `defaultTimeouts`. */
  readonly timeouts?: Partial<OllamaTimeouts>;
}

/**
 * The adapter for one running Ollama (0.24.0 is the version it is tested with). Nothing is sent before the first call.
 * The caller closes it, which ends every call. Throws TypeError when the endpoint is no URL.
 */
export function createOllamaAdapter(parts: OllamaAdapterParts): Adapter {
  const { id, endpoint, clock } = parts;
  const engine = { program: "Ollama", id, endpoint };
  const timeouts: OllamaTimeouts = { ...defaultTimeouts, ...parts.timeouts };
  const http = engineHttp(engine, timeouts, clock);
  const descriptions = createDescriptions(http);
  const renderings = createRenderings(http, clock, timeouts.renderMs);
  const sizes = createEmbeddingSizes();

  /** A call's result within a limit, or its error in our words; the caller's own abort passes as it is. */
  const within = async <T>(ms: number, signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const late = (): ProxyError => engineError("engine-timeout", `did not answer within ${ms} ms`, engine);
    using limit = timeLimit(signal, ms, clock, late);
    try {
      return await call(limit.signal);
    } catch (error) {
      throw callError(error, engine, signal);
    }
  };

  const port: BackendPort = {
    ...unsupported("Ollama"),
    describe: (_request, { signal }) => within(timeouts.describeMs, signal, descriptions.describe),
    generate: (request, { signal }) =>
      generate({ http, engine, renderings, modelDigest: descriptions.digestOf(request.model) }, request, signal),
    embed: (request, { signal }) =>
      within(timeouts.firstByteMs, signal, async (limited) => {
        const answer = await http.json("/api/embed", toEmbedBody(request), limited);
        const record = parseEmbedRecord(answer);
        if (record.kind === "error") throw reportedError(record.error, engine);
        const { values, counters } = record;
        const modelDigest = descriptions.digestOf(request.model);
        sizes.check(request.model, modelDigest, values.length);
        return { embedding: { values }, usage: toUsage(counters), modelDigest };
      }),
  };

  return { port, capabilities, simulated: false, close: () => http.close() };
}

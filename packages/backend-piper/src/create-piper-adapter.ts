import { type Backend, ModelInfo } from "@compute-proxy/api";
import { DescribeResponse } from "@compute-proxy/api/backend/v1";
import { type Adapter, type BackendPort, callError, engineError, unsupported } from "@compute-proxy/backend";
import { type Clock, type ProxyError, timeLimit } from "@compute-proxy/core";
import { engineHttp } from "./engine-http.js";
import { createSlots } from "./slots.js";
import { synthesize } from "./synthesize.js";
import { defaultTimeouts, type PiperTimeouts } from "./timeouts.js";
import { createVoices } from "./voices.js";

/** What an adapter needs. */
export interface PiperAdapterParts {
  /** Its id and endpoint are used, and its preferred models where the engine does not list its voices. */
  readonly definition: Backend;
  readonly clock: Clock;
  /** Default: `defaultTimeouts`. */
  readonly timeouts?: Partial<PiperTimeouts>;
  /** Texts that the engine speaks at the same time; more wait in the order of their coming. Default 2. */
  readonly inFlight?: number;
}

/** Stage types that this adapter implements. */
const capabilities: readonly string[] = ["text_to_audio"];

/**
 * The adapter for one running piper.http_server (1.8.0 is the version it is tested with). Nothing is sent before the first
 * call. The caller closes it, which ends every call. Throws TypeError when the endpoint is no URL.
 */
export function createPiperAdapter({ definition, clock, timeouts: given, inFlight = 2 }: PiperAdapterParts): Adapter {
  const engine = { program: "Piper", id: definition.id, endpoint: definition.endpoint };
  const timeouts: PiperTimeouts = { ...defaultTimeouts, ...given };
  const http = engineHttp(engine, timeouts, clock);
  const voices = createVoices(http, engine, definition.models?.preferred ?? [], clock);
  const slots = createSlots(inFlight);

  /** What is asked of the engine beside speech, within one limit. */
  const within = async <T>(ms: number, signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const late = (): ProxyError => engineError("engine-timeout", `did not answer within ${ms} ms`, engine);
    using limit = timeLimit(signal, ms, clock, late);
    return await call(limit.signal);
  };

  const findVoice = (name: string, signal: AbortSignal) =>
    within(timeouts.firstByteMs, signal, (limited) => voices.find(name, limited));

  const port: BackendPort = {
    ...unsupported("Piper"),
    async describe(_request, { signal }) {
      try {
        const listed = await within(timeouts.describeMs, signal, voices.list);
        const models = listed.map(({ name }) => ModelInfo.fromPartial({ name, capabilities: [...capabilities] }));
        return DescribeResponse.fromPartial({ type: "piper", models, capabilities: [...capabilities] });
      } catch (error) {
        throw callError(error, engine, signal);
      }
    },
    async *synthesize(request, { signal }) {
      try {
        yield* synthesize({ http, engine, slots, findVoice }, request, signal);
      } catch (error) {
        throw callError(error, engine, signal);
      }
    },
  };

  return { port, capabilities, simulated: false, close: () => http.close() };
}

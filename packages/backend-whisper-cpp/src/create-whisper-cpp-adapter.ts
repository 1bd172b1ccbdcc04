import type { Backend } from "@compute-proxy/api";
import type { DescribeResponse, TranscribeRequest, TranscribeResponse } from "@compute-proxy/api/backend/v1";
import {
  type Adapter,
  type BackendPort,
  callError,
  engineError,
  type EngineName,
  unsupported,
} from "@compute-proxy/backend";
import { type Clock, printable, ProxyError, timeLimit } from "@compute-proxy/core";
import { askHealth, capabilities, configuredModels, descriptionOf, mayBeBusy } from "./describe.js";
import { engineHttp } from "./engine-http.js";
import { toResponse } from "./from-transcript.js";
import { createTurns } from "./take-turns.js";
import { defaultTimeouts, type WhisperTimeouts } from "./timeouts.js";
import { toInferenceCall } from "./to-request.js";
import { parseErrorBody, parseJson, parseTranscript } from "./wire.js";
import { refusalError, reportedError } from "./wire-error.js";

/** What an adapter needs. */
export interface WhisperCppAdapterParts {
  /**
   * The backend as configured. Its endpoint is http or https, without user information; a path is put before whisper-server's
   * own. Its models are the names under which the server's one model is asked for.
   */
  readonly definition: Backend;
  readonly clock: Clock;
  /** Default: `defaultTimeouts`. */
  readonly timeouts?: Partial<WhisperTimeouts>;
  /** Longest recording, in bytes; whisper-server has no limit and holds all of it in memory. Default 25 MB. */
  readonly maxAudioBytes?: number;
}

const defaultMaxAudioBytes = 25_000_000;

/**
 * The adapter for one running whisper-server (whisper.cpp 1.9.1 is the version it is tested with). Nothing is sent before the
 * first call. The caller closes it, which ends every call. Throws TypeError when the endpoint is no URL.
 */
export function createWhisperCppAdapter(parts: WhisperCppAdapterParts): Adapter {
  const { definition, clock, maxAudioBytes = defaultMaxAudioBytes } = parts;
  const engine: EngineName = {
    program: "whisper-server",
    id: definition.id,
    endpoint: definition.endpoint,
    whenRefused: "It does not listen while it loads",
  };
  const timeouts: WhisperTimeouts = { ...defaultTimeouts, ...parts.timeouts };
  const http = engineHttp(engine, timeouts.connectMs, clock);
  const models = configuredModels(definition);
  const turns = createTurns();

  /** A call's result, or its error in our words; the caller's own abort passes as it is. */
  const explained = async <T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw callError(error, engine, signal);
    }
  };

  const within = async <T>(ms: number, signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const late = (): ProxyError => engineError("engine-timeout", `did not answer within ${ms} ms`, engine);
    using limit = timeLimit(signal, ms, clock, late);
    return await call(limit.signal);
  };

  const describe = async (signal: AbortSignal): Promise<DescribeResponse> => {
    const wasBusy = turns.taken();
    try {
      await explained(signal, () => within(timeouts.describeMs, signal, (limited) => askHealth(http, engine, limited)));
    } catch (error) {
      const isBusy = wasBusy || turns.taken();
      if (!isBusy || !mayBeBusy(error)) throw error;
    }
    return descriptionOf(models);
  };

  const transcribe = async (request: TranscribeRequest, signal: AbortSignal): Promise<TranscribeResponse> => {
    checkModel(request.model, models);
    const call = toInferenceCall(request, maxAudioBytes);
    using _turn = await turns.take(signal);
    const answer = await within(timeouts.answerMs, signal, (limited) => http.inference(call, limited));
    if (answer.kind === "refusal") throw refusalError(answer.refusal, engine);
    const said = parseErrorBody(answer.text);
    if (said !== undefined) throw reportedError(said, engine);
    return toResponse(parseTranscript(parseJson(answer.text)), call.durationSeconds);
  };

  const port: BackendPort = {
    ...unsupported("whisper-server"),
    describe: (_request, { signal }) => describe(signal),
    transcribe: (request, { signal }) => explained(signal, () => transcribe(request, signal)),
  };

  // whisper-server does one recording after the other; a second one would wait in it, where nobody sees it.
  return { port, capabilities, simulated: false, maxConcurrent: 1, close: () => http.close() };
}

function checkModel(model: string, models: readonly string[]): void {
  if (models.includes(model)) return;
  const served = models.length === 0 ? "no model is configured" : `configured: ${models.join(", ")}`;
  throw new ProxyError("engine-lacks-model", `there is no model "${printable(model)}" (${served})`);
}

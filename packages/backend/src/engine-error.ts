import {
  abortReason,
  type ErrorCode,
  type ErrorFacts,
  isProxyError,
  ProxyError,
  toProxyError,
} from "@compute-proxy/core";
import { transportFault } from "./transport-error.js";

/** Whom an error of an adapter is about. */
export interface EngineName {
  /** As its makers call it: "Ollama". */
  readonly program: string;
  /** The backend's id. */
  readonly id: string;
  readonly endpoint: string;
  /** What else to say where nobody listens: a sentence. */
  readonly whenRefused?: string;
}

/** An error of an adapter: names backend and endpoint, then what happened. */
export function engineError(code: ErrorCode, text: string, engine: EngineName, facts: ErrorFacts = {}): ProxyError {
  return new ProxyError(code, `backend "${engine.id}": ${engine.program} at ${engine.endpoint} ${text}`, {
    ...facts,
    backend: engine.id,
  });
}

/**
 * The error behind whatever broke a call over HTTP: ours get the backend's id, the transport's are translated, anything else is
 * our bug. Under an aborted signal it is the signal's reason.
 */
export function callError(error: unknown, engine: EngineName, signal?: AbortSignal): ProxyError {
  if (signal?.aborted === true) return abortReason(signal);
  if (isProxyError(error)) return withBackend(error, engine);
  const fault = transportFault(error);
  if (!fault) return toProxyError(error);
  const nobodyListens = fault.systemCode === "ECONNREFUSED" && engine.whenRefused !== undefined;
  const text = nobodyListens ? `${fault.text} ${engine.whenRefused}` : fault.text;
  return engineError(fault.code, text, engine, { cause: error });
}

/** A wrong request is nobody's backend; every other error names the one it came from. */
function withBackend(error: ProxyError, engine: EngineName): ProxyError {
  if (error.backend !== undefined || error.status === "INVALID_ARGUMENT") return error;
  return new ProxyError(error.code, `backend "${engine.id}": ${error.message}`, { cause: error, backend: engine.id });
}

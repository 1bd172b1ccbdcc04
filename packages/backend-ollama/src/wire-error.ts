import {
  type ErrorCode,
  type ErrorFacts,
  isProxyError,
  printable,
  ProxyError,
  toProxyError,
} from "@compute-proxy/core";
import { parseErrorBody } from "./wire.js";

/** Whom an error is about. */
export interface EngineName {
  /** The backend's id. */
  readonly id: string;
  readonly endpoint: string;
}

/** An HTTP answer that is not 200, as far as the error needs it. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The beginning of the body. */
  readonly body: string;
}

/** Longest wait that a Retry-After may ask for: an hour. */
const longestRetryMs = 3_600_000;

/** The error behind an HTTP status. */
export function refusalError(refusal: Refusal, engine: EngineName): ProxyError {
  const said = parseErrorBody(refusal.body);
  const code = refusalCode(refusal.status, said);
  // Only Ollama's own words are repeated: a page of something else says nothing, and may be long.
  const detail = said === undefined ? `HTTP ${refusal.status}` : `HTTP ${refusal.status}, "${printable(said, 200)}"`;
  const retryAfterMs = code === "engine-busy" ? retryAfter(refusal.headers["retry-after"]) : undefined;
  return engineError(code, `answered ${detail}${advice[code] ?? ""}`, engine, { retryAfterMs });
}

/** The error behind a line {"error": ...} under status 200. */
export function reportedError(said: string, engine: EngineName): ProxyError {
  return engineError("engine-failed", `reported "${printable(said, 200)}"`, engine);
}

/** The error behind whatever broke a call: ours get the backend's id, undici's are translated, anything else is our bug. */
export function callError(error: unknown, engine: EngineName): ProxyError {
  if (isProxyError(error)) return withBackend(error, engine);
  const systemCode = systemCodeOf(error);
  if (systemCode === "") return toProxyError(error);
  const known = transportCodes.get(systemCode);
  if (known) return engineError(known.code, known.text, engine, { cause: error });
  return engineError("engine-failed", `could not be used (${printable(systemCode)})`, engine, { cause: error });
}

/** An error of this adapter: names backend and endpoint, then what happened. */
export function engineError(code: ErrorCode, text: string, engine: EngineName, facts: ErrorFacts = {}): ProxyError {
  return new ProxyError(code, `backend "${engine.id}": Ollama at ${engine.endpoint} ${text}`, {
    ...facts,
    backend: engine.id,
  });
}

const advice: Partial<Record<ErrorCode, string>> = {
  "engine-busy": ": its queue is full",
  "engine-credentials": ": it refuses us; check its access rules and the endpoint",
  "engine-lacks-model": ": pull the model there, or name another one",
  "engine-redirected": ": redirects are not followed; configure the address itself",
  "engine-unreadable": ": is this an Ollama server?",
  "prompt-too-long": ": shorten the prompt, or raise context_length",
};

/** A wrong request is nobody's backend; every other error names the one it came from. */
function withBackend(error: ProxyError, engine: EngineName): ProxyError {
  if (error.backend !== undefined || error.code === "invalid-request") return error;
  return new ProxyError(error.code, `backend "${engine.id}": ${error.message}`, { cause: error, backend: engine.id });
}

function refusalCode(status: number, said: string | undefined): ErrorCode {
  if (status >= 300 && status < 400) return "engine-redirected";
  if (status === 401 || status === 403) return "engine-credentials";
  // A 404 without Ollama's own words is another program, or another path.
  if (status === 404) return said === undefined ? "engine-unreadable" : "engine-lacks-model";
  if (status === 429 || status === 503) return "engine-busy";
  if (status >= 500) return "engine-failed";
  if (status === 413) return "prompt-too-long";
  if (status >= 400) return rejectionCode(said ?? "");
  return "engine-unreadable";
}

function rejectionCode(said: string): ErrorCode {
  if (said.includes("exceeds the context length")) return "prompt-too-long";
  return said.includes("does not support") ? "not-capable" : "engine-rejected";
}

/** Seconds, as Ollama and the proxies before it send them; a date would need the wall clock of both. */
function retryAfter(header: string | string[] | undefined): number | undefined {
  if (typeof header !== "string" || !/^\d{1,9}$/u.test(header.trim())) return undefined;
  return Math.min(Number(header) * 1000, longestRetryMs);
}

const transportCodes: ReadonlyMap<string, { readonly code: ErrorCode; readonly text: string }> = new Map([
  ["ECONNREFUSED", { code: "engine-refused", text: "refused the connection; is it running?" }],
  ["EHOSTUNREACH", { code: "engine-refused", text: "cannot be reached; is the machine on?" }],
  ["ENETUNREACH", { code: "engine-refused", text: "cannot be reached; is the network up?" }],
  ["ENOTFOUND", { code: "engine-unresolved", text: "has a host name that does not resolve" }],
  ["EAI_AGAIN", { code: "engine-unresolved", text: "has a host name that does not resolve now" }],
  ["UND_ERR_CONNECT_TIMEOUT", { code: "engine-connect-timeout", text: "did not take the connection in time" }],
  ["ETIMEDOUT", { code: "engine-connect-timeout", text: "did not take the connection in time" }],
  ["ECONNRESET", { code: "engine-reset", text: "reset the connection" }],
  ["EPIPE", { code: "engine-reset", text: "closed the connection" }],
  ["UND_ERR_SOCKET", { code: "engine-reset", text: "closed the connection before its answer was complete" }],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", { code: "engine-reset", text: "sent less than it had announced" }],
  ["HTTPParserError", { code: "engine-unreadable", text: "does not speak HTTP" }],
  ["UND_ERR_HEADERS_OVERFLOW", { code: "engine-unreadable", text: "sent headers that are too long" }],
  ["UND_ERR_DESTROYED", { code: "shutting-down", text: "is no longer used: the adapter is closed" }],
  ["UND_ERR_CLOSED", { code: "shutting-down", text: "is no longer used: the adapter is closed" }],
]);

/** The code of a system or undici error; empty for any other value. */
function systemCodeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("name" in error && error.name === "HTTPParserError") {
    // The parser's own codes are not always there; a body that ends too early is a lost connection.
    return "message" in error && String(error.message).includes("Invalid EOF state")
      ? "UND_ERR_SOCKET"
      : "HTTPParserError";
  }
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error ? systemCodeOf(error.cause) : "";
}

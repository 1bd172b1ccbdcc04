import { engineError, type EngineName, retryAfter, saysBusy } from "@compute-proxy/backend";
import { type ErrorCode, printable, type ProxyError } from "@compute-proxy/core";
import { parseErrorBody } from "./wire.js";

/** An HTTP answer that is not 200, as far as the error needs it. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The beginning of the body. */
  readonly body: string;
}

/** The error behind an HTTP status. */
export function refusalError(refusal: Refusal, engine: EngineName): ProxyError {
  const said = parseErrorBody(refusal.body);
  const code = refusalCode(refusal, said);
  // Only Ollama's own words are repeated: a page of something else says nothing, and may be long.
  const detail = said === undefined ? `HTTP ${refusal.status}` : `HTTP ${refusal.status}, "${printable(said, 200)}"`;
  const retryAfterMs = code === "engine-busy" ? retryAfter(refusal.headers["retry-after"]) : undefined;
  return engineError(code, `answered ${detail}${advice[code] ?? ""}`, engine, { retryAfterMs });
}

/** The error behind a line {"error": ...} under status 200. */
export function reportedError(said: string, engine: EngineName): ProxyError {
  return engineError("engine-failed", `reported "${printable(said, 200)}"`, engine);
}

const advice: Partial<Record<ErrorCode, string>> = {
  "engine-busy": ": its queue is full",
  "engine-credentials": ": it refuses us; check its access rules and the endpoint",
  "engine-lacks-model": ": pull the model there, or name another one",
  "engine-redirected": ": redirects are not followed; configure the address itself",
  "engine-unreadable": ": is this an Ollama server?",
  "prompt-too-long": ": shorten the prompt, or raise context_length",
};

function refusalCode({ status, headers }: Refusal, said: string | undefined): ErrorCode {
  if (status >= 300 && status < 400) return "engine-redirected";
  if (status === 401 || status === 403) return "engine-credentials";
  // A 404 without Ollama's own words is another program, or another path.
  if (status === 404) return said === undefined ? "engine-unreadable" : "engine-lacks-model";
  if (saysBusy(status, headers["retry-after"], said)) return "engine-busy";
  if (status >= 500) return "engine-failed";
  if (status === 413) return "prompt-too-long";
  if (status >= 400) return rejectionCode(said ?? "");
  return "engine-unreadable";
}

function rejectionCode(said: string): ErrorCode {
  if (said.includes("exceeds the context length")) return "prompt-too-long";
  return said.includes("does not support") ? "not-capable" : "engine-rejected";
}

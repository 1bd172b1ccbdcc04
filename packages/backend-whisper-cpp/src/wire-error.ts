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
  const said = saidBy(refusal);
  const code = refusalCode(refusal, said);
  // Only whisper-server's own words are repeated: a page of something else says nothing, and may be long.
  const detail = said === undefined ? `HTTP ${refusal.status}` : `HTTP ${refusal.status}, "${printable(said, 200)}"`;
  const retryAfterMs = code === "engine-busy" ? retryAfter(refusal.headers["retry-after"]) : undefined;
  return engineError(code, `answered ${detail}${advice[code] ?? ""}`, engine, { retryAfterMs });
}

/** The error behind a body {"error": ...} under status 200. */
export function reportedError(said: string, engine: EngineName): ProxyError {
  return engineError("engine-failed", `reported "${printable(said, 200)}"`, engine);
}

/** Whether a refusal is whisper-server's way to say that it has no such path. */
export function saysNoSuchPath({ status, body }: Refusal): boolean {
  return status === 404 && body.startsWith("File Not Found (");
}

const advice: Partial<Record<ErrorCode, string>> = {
  "engine-busy": ": its queue is full",
  "engine-credentials": ": it refuses us; check its access rules and the endpoint",
  "engine-redirected": ": redirects are not followed; configure the address itself",
  "engine-rejected": ": it cannot decode this recording; send PCM in WAV",
  "engine-unreadable": ": is this a whisper-server, with its paths as they are by default?",
};

/** whisper-server's own words; it says "Invalid request", "File Not Found (...)" and {"error": ...}. */
function saidBy(refusal: Refusal): string | undefined {
  if (saysNoSuchPath(refusal) || refusal.body === "Invalid request") return refusal.body;
  return parseErrorBody(refusal.body);
}

function refusalCode({ status, headers }: Refusal, said: string | undefined): ErrorCode {
  if (status >= 300 && status < 400) return "engine-redirected";
  if (status === 401 || status === 403) return "engine-credentials";
  if (status === 404) return "engine-unreadable";
  if (saysBusy(status, headers["retry-after"], said)) return "engine-busy";
  if (status >= 500) return said?.includes("conversion failed") === true ? "engine-rejected" : "engine-failed";
  if (status >= 400) return "engine-rejected";
  return "engine-unreadable";
}

import { engineError, type EngineName } from "@compute-proxy/backend";
import type { ErrorCode, ProxyError } from "@compute-proxy/core";

/** The error behind an HTTP status. The body is not looked at: Piper's says nothing, another program's may say anything. */
export function refusalError(status: number, engine: EngineName): ProxyError {
  const code = refusalCode(status);
  return engineError(code, `answered HTTP ${status}${advice[code] ?? ""}`, engine);
}

const advice: Partial<Record<ErrorCode, string>> = {
  "engine-busy": ": it has too much to do",
  "engine-credentials": ": it refuses us; check its access rules and the endpoint",
  "engine-failed": ": its own log has the reason",
  "engine-redirected": ": redirects are not followed; configure the address itself",
  "engine-unreadable": ": is this a Piper server?",
};

function refusalCode(status: number): ErrorCode {
  if (status >= 300 && status < 400) return "engine-redirected";
  if (status === 401 || status === 403) return "engine-credentials";
  if (status === 404 || status === 405) return "engine-unreadable";
  if (status === 429) return "engine-busy";
  if (status >= 500) return "engine-failed";
  return status >= 400 ? "engine-rejected" : "engine-unreadable";
}

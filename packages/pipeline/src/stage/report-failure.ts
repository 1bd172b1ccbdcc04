import type { Registry } from "@compute-proxy/backend";
import type { ErrorCode, ProxyError } from "@compute-proxy/core";

/** Failures that say that the engine is gone, not that it disliked a request. */
const gone: ReadonlySet<ErrorCode> = new Set([
  "engine-refused",
  "engine-unresolved",
  "engine-connect-timeout",
  "engine-reset",
]);

/** Lets the data path tell the registry what a health check would find out later. */
export function reportFailure(registry: Registry, backend: string, error: ProxyError, at: number): void {
  if (gone.has(error.code)) registry.report(backend, { kind: "failed", because: error.message, at });
  // Its list of models is older than that: a new one keeps the next call away.
  if (error.code === "engine-lacks-model") registry.refresh(backend);
}

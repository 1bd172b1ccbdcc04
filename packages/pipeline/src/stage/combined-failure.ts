import type { Stage } from "@compute-proxy/api";
import { printable, ProxyError } from "@compute-proxy/core";
import type { TriedAttempt } from "./tried-attempt.js";

/** One error for a stage whose every attempt failed: the attempts' own when they agree, else `no-backend` naming each. */
export function combinedFailure(stage: Stage, tried: readonly TriedAttempt[]): ProxyError {
  const failures = tried.flatMap(({ rung, ended }) =>
    ended.kind === "failed" ? [{ backend: rung.backend.id, error: ended.error }] : [],
  );
  const last = failures.at(-1);
  const where = `stage "${printable(stage.id)}"`;
  if (!last) return new ProxyError("no-backend", `${where}: nothing was tried`, { stageId: stage.id });
  const retryAfterMs = soonest(failures.map(({ error }) => error.retryAfterMs));
  const facts = {
    stageId: stage.id,
    backend: last.backend,
    violations: last.error.violations,
    retryAfterMs,
    cause: last.error,
  };
  if (failures.length === 1)
    return new ProxyError(last.error.code, `${where}: backend "${last.backend}": ${last.error.message}`, facts);
  const agree = failures.every(({ error }) => error.status === last.error.status);
  const all = failures.map(({ backend, error }) => `${backend}: ${error.code} (${error.message})`).join("; ");
  const stops = !last.error.canFailOver;
  return new ProxyError(
    agree || stops ? last.error.code : "no-backend",
    `${where}: ${failures.length} backends were tried and failed: ${all}`,
    facts,
  );
}

function soonest(delays: ReadonlyArray<number | undefined>): number | undefined {
  const known = delays.filter((delay) => delay !== undefined);
  return known.length === delays.length && known.length > 0 ? Math.min(...known) : undefined;
}

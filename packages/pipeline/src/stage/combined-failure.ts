import type { Stage } from "@compute-proxy/api";
import { printable, ProxyError } from "@compute-proxy/core";
import type { TriedAttempt } from "./tried-attempt.js";

/** One error for a stage whose every attempt failed: the attempts' own when they agree, else `no-backend` naming each. */
export function combinedFailure(stage: Stage, tried: readonly TriedAttempt[], budgetSpent = false): ProxyError {
  const failures = tried.flatMap(({ rung, ended }) =>
    ended.kind === "failed" ? [{ backend: rung.backend.id, error: ended.error }] : [],
  );
  const last = failures.at(-1);
  const where = `stage "${printable(stage.id)}"`;
  if (!last) return new ProxyError("no-backend", `${where}: nothing was tried`, { stageId: stage.id });
  const note = budgetSpent
    ? "; not tried again: the retry budget of the proxy is used up for the moment (ListBackends shows it)"
    : "";
  const retryAfterMs = soonest(failures.map(({ error }) => error.retryAfterMs));
  const facts = {
    stageId: stage.id,
    backend: last.backend,
    violations: last.error.violations,
    retryAfterMs,
    cause: last.error,
  };
  if (failures.length === 1)
    return new ProxyError(last.error.code, `${where}: ${named(last.backend, last.error.message)}${note}`, facts);
  const agree = failures.every(({ error }) => error.status === last.error.status);
  const all = failures.map(({ backend, error }) => `${backend}: ${error.code} (${error.message})`).join("; ");
  const stops = !last.error.canFailOver;
  return new ProxyError(
    agree || stops ? last.error.code : "no-backend",
    `${where}: ${failures.length} attempts failed: ${all}${note}`,
    facts,
  );
}

/** An adapter's message names its backend already. */
function named(backend: string, message: string): string {
  const name = `backend "${backend}": `;
  return message.startsWith(name) ? message : name + message;
}

function soonest(delays: ReadonlyArray<number | undefined>): number | undefined {
  const known = delays.filter((delay) => delay !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

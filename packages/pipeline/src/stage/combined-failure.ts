import type { Stage } from "@compute-proxy/api";
import { printable, ProxyError } from "@compute-proxy/core";
import type { TriedAttempt } from "./tried-attempt.js";

/** Why nothing more was tried, where that was not for want of attempts. */
export interface Ending {
  /** The retry budget ended it. */
  readonly budgetSpent: boolean;
  /** Why the text that had begun did not go on elsewhere. */
  readonly stuck: string | undefined;
}

/** One error for a stage whose every attempt failed: the attempts' own when they agree, else `no-backend` naming each. */
export function combinedFailure(stage: Stage, tried: readonly TriedAttempt[], ending: Ending): ProxyError {
  const failures = tried.flatMap(({ rung, ended }) =>
    ended.kind === "failed" ? [{ backend: rung.backend.id, error: ended.error }] : [],
  );
  const last = failures.at(-1);
  const where = `stage "${printable(stage.id)}"`;
  if (!last) return new ProxyError("no-backend", `${where}: nothing was tried`, { stageId: stage.id });
  const note = noteOf(ending);
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

function noteOf({ budgetSpent, stuck }: Ending): string {
  if (budgetSpent) {
    return "; not tried again: the retry budget of the proxy is used up for the moment (ListBackends shows it)";
  }
  return stuck === undefined ? "" : `; its answer did not go on elsewhere: ${stuck}`;
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

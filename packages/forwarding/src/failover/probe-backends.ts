import type { Lane, Registry } from "@compute-proxy/backend";
import type { Clock } from "@compute-proxy/core";
import type { WrittenBook } from "./continuation-book.js";
import { type ProbeTarget, probeTargets } from "./probe-targets.js";
import { isIdle, type ProbeOutcome, probeWhenIdle } from "./probe-when-idle.js";
import { sharedLanes } from "./shared-lanes.js";

/** What is probed, and where the results go. */
export interface ProbingParts {
  readonly registry: Pick<Registry, "backends">;
  /** The pipelines' names for models. */
  readonly models: readonly string[];
  readonly book: WrittenBook;
  readonly clock: Clock;
  /** Told of each probe that came to an end. */
  readonly onProbe?: (target: ProbeTarget, outcome: Exclude<ProbeOutcome, { kind: "interrupted" }>) => void;
}

/** How often it is looked for something to probe, in ms. */
const roundMs = 1000;

/** How long nobody may have been seen at a backend before it is probed, in ms. */
const quietMs = 5000;

/** A model whose probe failed is left alone for so long, in ms. */
const retryMs = 600_000;

/**
 * Fills the book until the signal aborts, and resolves then. One model is probed at a time, when its backend, and all that share its
 * device, were idle for five seconds; again when its digest changes. A backend that lets nobody wait is not probed: its next caller would be refused because of it.
 */
export async function probeBackends(parts: ProbingParts, signal: AbortSignal): Promise<void> {
  const { registry, models, book, clock } = parts;
  const quietSince = new Map<Lane, number>();
  const failedAt = new Map<string, number>();

  const noteQuiet = (): void => {
    for (const { lane } of registry.backends) {
      if (!isIdle(lane)) quietSince.delete(lane);
      else if (!quietSince.has(lane)) quietSince.set(lane, clock.now());
    }
  };
  const lanesOf = ({ backend }: ProbeTarget): readonly Lane[] => sharedLanes(registry.backends, backend);
  const isQuiet = (lane: Lane): boolean => clock.now() - (quietSince.get(lane) ?? Infinity) >= quietMs;
  const isDue = (target: ProbeTarget): boolean => {
    const { backend, engineModel } = target;
    if (backend.lane.status().maxQueued === 0 || backend.circuits.of(engineModel).kind !== "closed") return false;
    const failed = failedAt.get(failureKey(target));
    if (failed !== undefined && clock.now() - failed < retryMs) return false;
    return lanesOf(target).every(isQuiet);
  };
  const round = async (): Promise<void> => {
    noteQuiet();
    const unknown = probeTargets(registry.backends, models).filter((target) => book.lacks(target));
    const target = unknown.find(isDue);
    if (!target) return;
    const outcome = await probeWhenIdle(target, lanesOf(target), clock, signal);
    if (outcome.kind === "interrupted") {
      quietSince.delete(target.backend.lane);
      return;
    }
    if (outcome.kind === "probed") book.note(target, outcome.ability);
    else failedAt.set(failureKey(target), clock.now());
    parts.onProbe?.(target, outcome);
  };

  try {
    while (!signal.aborted) {
      await clock.sleep(roundMs, signal);
      await round();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function failureKey({ backendId, engineModel, digest }: ProbeTarget): string {
  return JSON.stringify([backendId, engineModel, digest]);
}

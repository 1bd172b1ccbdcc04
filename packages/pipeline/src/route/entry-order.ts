import type { Annotations, Stage } from "@compute-proxy/api";
import type { RegisteredBackend } from "@compute-proxy/backend";
import type { Routing } from "../run-context.js";
import type { RungReason } from "./rung.js";

/** A backend in the order in which a stage without an escalation path would try it. */
export interface Preference {
  readonly backend: RegisteredBackend;
  readonly reason: RungReason;
}

const defaultPriority = 100;

/**
 * The order for a stage without an escalation path: what the stage prefers, then, unless `fallback_strategy: fail` keeps it
 * to that, what the request prefers, the default backend, and the rest by priority.
 */
export function entryOrder(
  stage: Stage,
  backends: readonly RegisteredBackend[],
  routing: Routing,
  wishes: Annotations | undefined,
): readonly Preference[] {
  const byPriority = backends.toSorted((a, b) => priority(a) - priority(b));
  const preferred = stagePreference(stage, byPriority);
  const namesOne = stage.preferredBackend !== "" || stage.preferredHardware !== "";
  const others = restOrder(byPriority, routing, wishes, namesOne);
  if (routing.fallbackStrategy === "fail") return namesOne ? preferred : others.slice(0, 1);
  const seen = new Set(preferred.map(({ backend }) => backend.id));
  return [...preferred, ...others.filter(({ backend }) => !seen.has(backend.id))];
}

function stagePreference(stage: Stage, byPriority: readonly RegisteredBackend[]): readonly Preference[] {
  const named = byPriority.filter(({ id }) => id === stage.preferredBackend);
  const alike = byPriority.filter(
    ({ id, definition }) => id !== stage.preferredBackend && definition.hardware === stage.preferredHardware,
  );
  return [
    ...named.map((backend) => ({ backend, reason: "preferred-backend" as const })),
    ...alike.map((backend) => ({ backend, reason: "preferred-hardware" as const })),
  ];
}

function restOrder(
  byPriority: readonly RegisteredBackend[],
  routing: Routing,
  wishes: Annotations | undefined,
  stageNamesOne: boolean,
): readonly Preference[] {
  if (wishes?.target) return byPriority.map((backend) => ({ backend, reason: "target" }));
  if (wishes?.latencyCritical === true && !stageNamesOne) {
    return ascending(byPriority, ({ definition }) => definition.characteristics?.avgLatencyMs).map((backend) => ({
      backend,
      reason: "lowest-latency",
    }));
  }
  if (wishes?.preferPowerEfficiency === true && !stageNamesOne) {
    return ascending(byPriority, ({ definition }) => definition.characteristics?.powerWatts).map((backend) => ({
      backend,
      reason: "lowest-power",
    }));
  }
  const byDefault = byPriority.filter(({ id }) => id === routing.defaultBackend);
  const rest = byPriority.filter(({ id }) => id !== routing.defaultBackend);
  return [
    ...byDefault.map((backend) => ({ backend, reason: "default-backend" as const })),
    ...rest.map((backend) => ({ backend, reason: "priority" as const })),
  ];
}

/** Stable; what is not configured comes last. */
function ascending(
  backends: readonly RegisteredBackend[],
  figure: (backend: RegisteredBackend) => number | undefined,
): readonly RegisteredBackend[] {
  return backends.toSorted((a, b) => (figure(a) ?? Infinity) - (figure(b) ?? Infinity) || 0);
}

/** Lower is tried first. */
export function priority(backend: RegisteredBackend): number {
  return backend.definition.characteristics?.priority ?? defaultPriority;
}

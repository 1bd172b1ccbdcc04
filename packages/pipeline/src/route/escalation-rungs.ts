import type { Stage, Tier } from "@compute-proxy/api";
import { liveModels, preferredModel, type RegisteredBackend } from "@compute-proxy/backend";
import { priority } from "./entry-order.js";
import { type Eligibility, eligibility, type Need } from "./exclude.js";
import type { RungReason } from "./rung.js";

/** A rung of a path before it is known whether it can serve. */
export interface PathStep {
  readonly backend: RegisteredBackend;
  readonly requestedModel: string;
  readonly reason: RungReason;
}

/** A name of a path, with the backend behind it and, for a tier, its model. */
interface NamedRung {
  readonly backend: RegisteredBackend;
  readonly tierModel: string | undefined;
}

/** The steps from the entry on: the first rung that matches the stage's preference; if none does, the preference is put in front. */
export function pathSteps(
  stage: Stage,
  tiers: Readonly<Record<string, Tier>>,
  backends: readonly RegisteredBackend[],
  need: Need,
): readonly PathStep[] {
  const path = stage.forwardingPolicy?.escalationPath ?? [];
  const rungs = path.flatMap((name) => namedRung(name, tiers, backends, need));
  const { at, reason, inFront } = entryOf(stage, rungs, backends);
  const ordered = inFront ? [{ backend: inFront, tierModel: undefined }, ...rungs] : rungs.slice(at);
  return ordered.map(({ backend, tierModel }, index) => ({
    backend,
    requestedModel: tierModel ?? (index === 0 ? stage.model : laterModel(stage, backend)),
    reason: index === 0 ? reason : "escalation-path",
  }));
}

/** Whether the step can serve, asked with its own model. */
export function stepEligibility(step: PathStep, need: Need): Eligibility {
  return eligibility(step.backend, { ...need, model: step.requestedModel });
}

function namedRung(
  name: string,
  tiers: Readonly<Record<string, Tier>>,
  backends: readonly RegisteredBackend[],
  need: Need,
): readonly NamedRung[] {
  const tier = Object.hasOwn(tiers, name) ? tiers[name] : undefined;
  if (!tier) return backends.filter(({ id }) => id === name).map((backend) => ({ backend, tierModel: undefined }));
  const able = backends
    .toSorted((a, b) => priority(a) - priority(b))
    .filter(({ id, definition }) =>
      tier.backend === "" ? definition.hardware === tier.hardware : id === tier.backend,
    );
  const chosen =
    able.find((backend) => eligibility(backend, { ...need, model: tier.model }).kind === "eligible") ?? able[0];
  return chosen ? [{ backend: chosen, tierModel: tier.model }] : [];
}

interface Entry {
  readonly at: number;
  readonly reason: RungReason;
  readonly inFront: RegisteredBackend | undefined;
}

function entryOf(stage: Stage, rungs: readonly NamedRung[], backends: readonly RegisteredBackend[]): Entry {
  const { preferredBackend, preferredHardware } = stage;
  const byBackend = rungs.findIndex(({ backend }) => backend.id === preferredBackend);
  if (byBackend >= 0) return { at: byBackend, reason: "preferred-backend", inFront: undefined };
  const byHardware = rungs.findIndex(({ backend }) => backend.definition.hardware === preferredHardware);
  if (byHardware >= 0) return { at: byHardware, reason: "preferred-hardware", inFront: undefined };
  const named = backends.find(({ id }) => id === preferredBackend);
  if (named) return { at: 0, reason: "preferred-backend", inFront: named };
  const alike = backends
    .toSorted((a, b) => priority(a) - priority(b))
    .find(({ definition }) => definition.hardware === preferredHardware);
  if (alike) return { at: 0, reason: "preferred-hardware", inFront: alike };
  return { at: 0, reason: "escalation-path", inFront: undefined };
}

/** A backend named in a path, when it is not the entry, runs its own preferred model of this stage type, else the stage's. */
function laterModel(stage: Stage, backend: RegisteredBackend): string {
  return preferredModel(backend.definition, stage.type, liveModels(backend.state)) ?? stage.model;
}

import type { Annotations, Exclusion, Stage, Tier } from "@compute-proxy/api";
import type { RegisteredBackend } from "@compute-proxy/backend";
import type { Routing } from "../run-context.js";
import { entryOrder } from "./entry-order.js";
import { type PathStep, pathSteps, stepEligibility } from "./escalation-rungs.js";
import type { Need } from "./exclude.js";
import type { Route, Rung } from "./rung.js";

/** Everything that a route depends on. */
export interface RouteFacts {
  readonly stage: Stage;
  readonly tiers: Readonly<Record<string, Tier>>;
  readonly backends: readonly RegisteredBackend[];
  readonly routing: Routing;
  readonly wishes: Annotations | undefined;
}

/** Where a stage may run, in order, with the reason of each choice and of each exclusion. Pure. */
export function planRoute(facts: RouteFacts): Route {
  const { stage, tiers, backends, routing, wishes } = facts;
  const need: Need = { stageType: stage.type, model: stage.model, wishes };
  const path = stage.forwardingPolicy?.escalationPath ?? [];
  const steps: readonly PathStep[] =
    path.length > 0
      ? pathSteps(stage, tiers, backends, need)
      : entryOrder(stage, backends, routing, wishes).map((preference) => ({
          ...preference,
          requestedModel: stage.model,
        }));
  const { rungs, excluded } = sift(steps, need);
  const standing = withoutTheGone(rungs);
  const retries =
    stage.forwardingPolicy?.maxRetries ?? Math.max(0, (path.length > 0 ? steps : standing.rungs).length - 1);
  return {
    rungs: standing.rungs,
    excluded: [...excluded, ...standing.excluded],
    mayEscalate: path.length > 0,
    maxAttempts: 1 + retries,
  };
}

function sift(
  steps: readonly PathStep[],
  need: Need,
): { readonly rungs: readonly Rung[]; readonly excluded: readonly Exclusion[] } {
  const rungs: Rung[] = [];
  const excluded: Exclusion[] = [];
  for (const { backend, requestedModel, reason } of steps) {
    const outcome = stepEligibility({ backend, requestedModel, reason }, need);
    if (outcome.kind === "excluded") excluded.push(outcome.exclusion);
    else rungs.push({ backend, requestedModel, reason, engineModel: outcome.engineModel });
  }
  return { rungs, excluded };
}

/** Leaves out backends that did not answer when last asked; keeps all of them when none did, since that news may be old. */
function withoutTheGone(rungs: readonly Rung[]): {
  readonly rungs: readonly Rung[];
  readonly excluded: readonly Exclusion[];
} {
  const standing = rungs.filter(({ backend }) => backend.state.kind !== "unreachable");
  if (standing.length === 0) return { rungs, excluded: [] };
  const excluded = rungs.flatMap(({ backend }) =>
    backend.state.kind === "unreachable"
      ? [{ backend: backend.id, reason: "unreachable", message: backend.state.because }]
      : [],
  );
  return { rungs: standing, excluded };
}

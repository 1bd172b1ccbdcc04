import type { Annotations, Exclusion, Stage, Tier } from "@compute-proxy/api";
import { letsThrough, type RegisteredBackend } from "@compute-proxy/backend";
import type { Routing } from "../run-context.js";
import { circuitText } from "./circuit-text.js";
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
  /** Why a rung's device is too hot to be entered; undefined where it is not. Absent: it is not asked. */
  readonly tooHot?: ((rung: Rung) => { readonly because: string; readonly message: string } | undefined) | undefined;
  /** By the clock of the backends' circuits, in ms. */
  readonly now: number;
}

/** Attempts of a stage without an escalation path and without max_retries. */
const usualAttempts = 3;

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
  const able = sift(steps, need);
  const cool = withoutTheHot(able.rungs, facts.tooHot);
  const standing = withoutTheGone(cool.rungs, facts.now);
  const attempts = path.length > 0 ? steps.length : usualAttempts;
  return {
    rungs: standing.rungs,
    excluded: [...able.excluded, ...cool.excluded, ...standing.excluded],
    lastResort: standing.lastResort,
    mayEscalate: path.length > 0,
    maxAttempts: 1 + (stage.forwardingPolicy?.maxRetries ?? attempts - 1),
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

function withoutTheHot(rungs: readonly Rung[], tooHot: RouteFacts["tooHot"]): Pick<Route, "rungs" | "excluded"> {
  if (!tooHot) return { rungs, excluded: [] };
  const asked = rungs.map((rung) => ({ rung, hot: tooHot(rung) }));
  return {
    rungs: asked.filter(({ hot }) => hot === undefined).map(({ rung }) => rung),
    excluded: asked.flatMap(({ rung, hot }) =>
      hot ? [{ backend: rung.backend.id, reason: hot.because, message: hot.message }] : [],
    ),
  };
}

/**
 * Leaves out backends that did not answer when last asked, and those whose circuit is open; keeps all of them when none is
 * left, since that news may be old.
 */
function withoutTheGone(rungs: readonly Rung[], now: number): Pick<Route, "rungs" | "excluded" | "lastResort"> {
  const sorted = rungs.map((rung) => ({ rung, gone: whyGone(rung, now) }));
  const standing = sorted.filter(({ gone }) => gone === undefined).map(({ rung }) => rung);
  if (standing.length === 0) return { rungs, excluded: [], lastResort: true };
  return { rungs: standing, excluded: sorted.flatMap(({ gone }) => gone ?? []), lastResort: false };
}

function whyGone({ backend, engineModel }: Rung, now: number): Exclusion | undefined {
  const { id, state } = backend;
  if (state.kind === "unreachable") return { backend: id, reason: "unreachable", message: state.because };
  const circuit = backend.circuits.of(engineModel);
  if (letsThrough(circuit, now)) return undefined;
  return { backend: id, reason: "circuit-open", message: circuitText(engineModel, circuit) };
}

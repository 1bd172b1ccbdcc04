import type { Stage } from "@compute-proxy/api";
import { letsThrough } from "@compute-proxy/backend";
import type { Route, Rung } from "../../route/rung.js";
import type { RunContext } from "../../run-context.js";
import type { TooHot } from "../heat/too-hot.js";
import { isSuspect } from "../is-suspect.js";
import { failoverSettings } from "./failover-settings.js";
import { mayHaveSuccessor, type MoveFacts } from "./text-moves.js";

/** What moving a stage's text depends on; undefined where it cannot be moved, so that nothing of it needs to be remembered. */
export function moveFacts(
  stage: Stage,
  route: Route,
  context: RunContext,
  tooHot: (rung: Rung) => TooHot | undefined,
): MoveFacts | undefined {
  const { rungs, maxAttempts } = route;
  const { registry, continuations, clock } = context;
  if (Math.min(rungs.length, maxAttempts) < 2) return undefined;
  const settings = failoverSettings(stage);
  if (!settings || !rungs.some((_, index) => mayHaveSuccessor({ rungs, settings }, index))) return undefined;
  return {
    settings,
    rungs,
    abilityOf: ({ backend, engineModel }) => continuations?.of(backend.id, engineModel),
    mayEnter: (rung) => (!isSuspect(rung) || registry.retryBudget.affords()) && tooHot(rung) === undefined,
    isShunned: ({ backend, engineModel }) => !letsThrough(backend.circuits.of(engineModel), clock.now()),
  };
}

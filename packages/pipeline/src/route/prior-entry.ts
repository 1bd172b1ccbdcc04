import type { Route, Rung } from "./rung.js";

/** What is expected of a rung before the first token. */
export interface RungPrior {
  readonly rung: Rung;
  /** P(good). Undefined without labels of its model. */
  readonly value: number | undefined;
  /** Undefined where there are none. */
  readonly labels: number | undefined;
}

/**
 * The route from the first rung on that is expected to be good enough, or of which nothing is known; from the last of the best ones on
 * when all are known and none is good enough. What stands before the entry is skipped, in this run also for failover. Needs an
 * escalation path: without one the rungs are equals, not steps.
 */
export function enterByPrior(route: Route, priors: readonly RungPrior[], leastValue: number): Route {
  if (!route.mayEscalate || route.lastResort) return route;
  const entry = entryOf(priors, leastValue);
  const [first, ...rest] = route.rungs.slice(entry);
  if (!first || (entry === 0 && priors[0]?.value === undefined)) return route;
  return { ...route, rungs: [{ ...first, reason: "prior" }, ...rest] };
}

function entryOf(priors: readonly RungPrior[], leastValue: number): number {
  const firstGood = priors.findIndex(({ value }) => value === undefined || value >= leastValue);
  if (firstGood >= 0) return firstGood;
  const values = priors.flatMap(({ value }) => value ?? []);
  return values.lastIndexOf(Math.max(...values));
}

import { clopperPearsonUpper, labelsNeeded, staysWithin } from "../metrics/clopper-pearson.js";
import type { Scored } from "../metrics/scored.js";

/** How often an accepted answer may be wrong. */
export interface Guarantee {
  /** The highest failure rate among the accepted. */
  readonly alpha: number;
  /** The risk that the rate is higher all the same. */
  readonly delta: number;
}

/** From which confidence an answer is accepted. */
export type ThresholdRule =
  | {
      readonly kind: "accept-from";
      readonly threshold: number;
      /** How many of the labelled answers that accepts, and how many of those are bad. */
      readonly accepted: number;
      readonly failures: number;
      /** The upper bound of their failure rate. */
      readonly upper: number;
    }
  | {
      readonly kind: "escalate-always";
      readonly because: "too-few-labels" | "too-many-failures";
      /** The fewest labels with which a threshold could be found, if none of them failed. */
      readonly needed: number;
    };

/**
 * The smallest threshold whose accepted answers have a Clopper-Pearson upper failure bound of at most alpha, with
 * confidence 1 - delta. Where no threshold has, everything is escalated. The bound is that of each threshold alone, and
 * choosing among many is a little optimistic: in simulations with delta 0.1 the true rate was over alpha in 4 to 8 % of
 * the fits, but in up to 28 % where the score says nothing and the failure rate is just over alpha. Who needs more
 * confirms the threshold on labels it was not fitted on.
 */
export function fitThreshold(scored: readonly Scored[], guarantee: Guarantee): ThresholdRule {
  const { alpha, delta } = guarantee;
  const passing = acceptedSets(scored).findLast((set) => staysWithin(set.failures, set.accepted, alpha, delta));
  if (passing) {
    return { kind: "accept-from", ...passing, upper: clopperPearsonUpper(passing.failures, passing.accepted, delta) };
  }
  const needed = labelsNeeded(alpha, delta);
  return {
    kind: "escalate-always",
    because: scored.length < needed ? "too-few-labels" : "too-many-failures",
    needed,
  };
}

interface AcceptedSet {
  readonly threshold: number;
  readonly accepted: number;
  readonly failures: number;
}

/** What each of the scores would accept as a threshold, the highest first. */
function acceptedSets(scored: readonly Scored[]): AcceptedSet[] {
  const sets: AcceptedSet[] = [];
  let [accepted, failures] = [0, 0];
  const highestFirst = scored.toSorted((a, b) => b.score - a.score);
  for (const [index, { score, good }] of highestFirst.entries()) {
    accepted += 1;
    failures += good ? 0 : 1;
    if (highestFirst[index + 1]?.score !== score) sets.push({ threshold: score, accepted, failures });
  }
  return sets;
}

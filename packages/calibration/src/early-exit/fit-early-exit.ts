import type { TokenLogprob } from "../features/token-logprob.js";
import { clopperPearsonUpper, labelsNeeded, staysWithin } from "../metrics/clopper-pearson.js";
import { weakestPassage } from "./draft-watch.js";

/** A finished draft, all of its tokens, and whether it was good. */
export interface RecordedDraft {
  readonly tokens: readonly TokenLogprob[];
  readonly good: boolean;
}

/** How many good drafts may be killed. */
export interface EarlyExitLimit {
  /** Default 0.03. */
  readonly killedShare?: number;
  /**
   * `upper-bound` (default): the Clopper-Pearson bound of the share is within the limit. `expected`: a new good draft is
   * killed with at most this probability, over all that may come (split conformal: one more draft is counted as killed,
   * arXiv 1604.04173); some fits then kill a greater share.
   */
  readonly demand?: "upper-bound" | "expected";
  /** The risk that the share is over the bound all the same. Default 0.1. */
  readonly delta?: number;
}

/** When a draft is aborted. */
export type EarlyExitRule =
  | {
      readonly kind: "abort-under";
      /** Of the mean logprob of a window: see `watchDraft`. */
      readonly theta: number;
      /** The good drafts it was fitted on, those of them that it kills, and the upper bound of that share. */
      readonly good: number;
      readonly killed: number;
      readonly killedUpper: number;
    }
  | {
      readonly kind: "never";
      readonly because: "too-few-good-drafts";
      readonly good: number;
      /** With so many, none of them killed, there would be a rule. */
      readonly needed: number;
    };

/** The greatest theta that kills no more good drafts than the limit allows; equal ones are kept together. */
export function fitEarlyExit(drafts: readonly RecordedDraft[], limit: EarlyExitLimit = {}): EarlyExitRule {
  const { killedShare = 0.03, demand = "upper-bound", delta = 0.1 } = limit;
  const passages = drafts
    .filter(({ good }) => good)
    .map(({ tokens }) => weakestPassage(tokens) ?? 0)
    .toSorted((a, b) => a - b);
  const good = passages.length;
  const within = (killed: number): boolean =>
    demand === "expected" ? killed + 1 <= killedShare * (good + 1) : staysWithin(killed, good, killedShare, delta);
  const theta = passages.findLast((_, killed) => within(killed));
  if (theta === undefined) {
    const needed = demand === "expected" ? Math.ceil(1 / killedShare) - 1 : labelsNeeded(killedShare, delta);
    return { kind: "never", because: "too-few-good-drafts", good, needed };
  }
  const killed = passages.filter((passage) => passage < theta).length;
  return { kind: "abort-under", theta, good, killed, killedUpper: clopperPearsonUpper(killed, good, delta) };
}

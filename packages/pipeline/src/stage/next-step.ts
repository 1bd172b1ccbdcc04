import { assertNever, remainingMs } from "@compute-proxy/core";
import {
  type AttemptOutcome,
  decide,
  type Decision,
  type Failed,
  retryDelay,
  triggerOf,
} from "@compute-proxy/forwarding";
import type { AttemptsScope } from "./attempts-scope.js";
import type { Target } from "./failover/find-target.js";
import { isSuspect } from "./is-suspect.js";
import type { RunAttempt } from "./run-attempt.js";
import type { ShownPieces } from "./shown-pieces.js";
import { hasAnswer, type TriedAttempt } from "./tried-attempt.js";

/** What follows an attempt. */
export interface NextStep {
  readonly decision: Decision;
  /** Where the stage is handed to; undefined: to the next rung, where the answer begins. */
  readonly target: Target | undefined;
  /** Why such a text goes on nowhere; undefined where it does, or there is none. */
  readonly stuck: string | undefined;
}

/** Where the attempts of a stage stand, before the one that has just ended. */
export interface Progress {
  readonly scope: AttemptsScope;
  readonly tried: readonly TriedAttempt[];
  /** Of the rung that was tried last. */
  readonly index: number;
  readonly shown: ShownPieces;
}

type Ended<Kind extends TriedAttempt["ended"]["kind"]> = Extract<TriedAttempt["ended"], { kind: Kind }>;

/** Decides what follows an attempt, and where its text goes on. */
export function nextStep(attempt: RunAttempt, progress: Progress): NextStep {
  const { ended } = attempt.tried;
  switch (ended.kind) {
    case "answered": {
      const outcome = { kind: "answered", judgement: ended.judgement } as const;
      return { decision: decided(outcome, attempt, progress), target: undefined, stuck: undefined };
    }
    case "failed":
      return afterFailure(ended, attempt, progress);
    case "left":
      return afterLeaving(ended, attempt, progress);
    default:
      return assertNever(ended);
  }
}

function afterFailure({ error }: Ended<"failed">, attempt: RunAttempt, progress: Progress): NextStep {
  const { scope, index, shown } = progress;
  const trigger = triggerOf(error);
  const choice = trigger && scope.work.moves?.target(trigger, index, shown.any());
  const target = choice?.kind === "go" && choice.target.continuation ? choice.target : undefined;
  const following = scope.route.rungs[target?.index ?? index + 1];
  const outcome: Failed = {
    kind: "failed",
    error,
    goesOnBy: target && trigger,
    retryDelayMs: delayOf(error, attempt, progress),
    nextIsSuspect: following !== undefined && isSuspect(following),
    budgetLeft: scope.registry.retryBudget.affords(),
  };
  const decision = decided(outcome, attempt, progress);
  const stuck = shown.isFinal() && choice && choice.kind !== "go" ? choice.message : undefined;
  return { decision, target: decision.kind === "fail-over" ? target : undefined, stuck };
}

function afterLeaving({ because, message, target }: Ended<"left">, attempt: RunAttempt, progress: Progress): NextStep {
  const following = progress.scope.route.rungs[target?.index ?? progress.index + 1];
  const nextIsSuspect = following !== undefined && isSuspect(following);
  const decision = decided({ kind: "left", because, message, nextIsSuspect }, attempt, progress);
  return { decision, target, stuck: undefined };
}

function decided(outcome: AttemptOutcome, { tried: latest }: RunAttempt, progress: Progress): Decision {
  const { scope, tried, index, shown } = progress;
  const { route } = scope;
  return decide({
    outcome,
    rungsLeft: route.rungs.length - index - 1,
    attemptsLeft: route.maxAttempts - tried.length - 1,
    mayEscalate: route.mayEscalate,
    hasAnswer: [...tried, latest].some(hasAnswer),
    shown: shown.isFinal(),
  });
}

function delayOf(
  error: Failed["error"],
  { tried: { rung }, produced }: RunAttempt,
  { scope, tried }: Progress,
): number | undefined {
  return retryDelay({
    error,
    retries: tried.filter((other) => other.rung === rung).length,
    produced,
    remainingMs: sooner(remainingMs(scope.signal), scope.work.timeLeft?.()),
    random: scope.random(),
  });
}

function sooner(...limits: ReadonlyArray<number | undefined>): number | undefined {
  const known = limits.filter((limit) => limit !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

import type { ErrorCode, ProxyError } from "@compute-proxy/core";
import type { Trigger } from "./failover/triggers.js";
import type { Judgement, JudgementReason } from "./judge.js";

/** What an attempt came to. */
export type AttemptOutcome =
  | { readonly kind: "answered"; readonly judgement: Judgement }
  | Failed
  /** It was left for a rung that can take over, though its backend works. */
  | {
      readonly kind: "left";
      readonly because: LeavingReason;
      readonly message: string;
      readonly nextIsSuspect: boolean;
    };

/** No usable answer came. What follows is looked up only then. */
export interface Failed {
  readonly kind: "failed";
  readonly error: ProxyError;
  /** Why another rung goes on with the text that has begun; undefined when none can, or there is no text. */
  readonly goesOnBy: Trigger | undefined;
  /** How long to wait before the same backend is asked again, in ms; undefined when it must not be. */
  readonly retryDelayMs: number | undefined;
  /** Whether the next rung is likely to fail too, so that an attempt there is charged to the retry budget. */
  readonly nextIsSuspect: boolean;
  /** Whether the retry budget can afford one more attempt. */
  readonly budgetLeft: boolean;
}

/** Why a backend that works is not used. */
export type LeavingReason = Trigger | "trips-too-soon";

/** What is known when the next step is decided. */
export interface Situation {
  readonly outcome: AttemptOutcome;
  /** Rungs that were not tried yet. */
  readonly rungsLeft: number;
  /** Attempts that the policy still allows. */
  readonly attemptsLeft: number;
  /** Whether an unsure answer may be handed on: the stage has an escalation path. */
  readonly mayEscalate: boolean;
  /** Whether some attempt of the stage has given an answer, this one included. */
  readonly hasAnswer: boolean;
  /** Whether the client has text of the answer that cannot be taken back. */
  readonly shown: boolean;
}

/** The next step, with its reason. */
export type Decision =
  | { readonly kind: "accept"; readonly because: JudgementReason; readonly message: string }
  | { readonly kind: "escalate"; readonly because: JudgementReason; readonly message: string }
  /** `charged`: the attempt there is charged to the retry budget. */
  | {
      readonly kind: "fail-over";
      readonly because: ErrorCode | LeavingReason;
      readonly message: string;
      readonly charged: boolean;
    }
  /** The same backend again. Always charged. */
  | { readonly kind: "retry"; readonly because: ErrorCode; readonly message: string; readonly afterMs: number }
  /** Checks were asked for and nothing passed: the best attempt is returned, and says so. */
  | { readonly kind: "return-best"; readonly because: JudgementReason | ErrorCode; readonly message: string }
  /** `budgetSpent`: it was the retry budget that ended it. */
  | { readonly kind: "give-up"; readonly because: ErrorCode; readonly message: string; readonly budgetSpent: boolean };

/**
 * Decides what follows an attempt. Escalation: an answer came and is not sure enough. Failover: no usable answer came. Retry: the
 * same backend again, where there is no other. Once the client has text that cannot be taken back, only a rung that goes on with that
 * very text may follow.
 */
export function decide(situation: Situation): Decision {
  const { outcome } = situation;
  switch (outcome.kind) {
    case "answered":
      return afterAnswer(outcome.judgement, situation);
    case "left":
      return { kind: "fail-over", because: outcome.because, message: outcome.message, charged: outcome.nextIsSuspect };
    case "failed":
      return afterFailure(outcome, situation);
  }
}

function afterAnswer({ passed, because, message }: Judgement, situation: Situation): Decision {
  if (passed) return { kind: "accept", because, message };
  const handOn = situation.mayEscalate && !situation.shown && canGoOn(situation);
  return handOn ? { kind: "escalate", because, message } : { kind: "return-best", because, message };
}

function afterFailure(failed: Failed, situation: Situation): Decision {
  const { error, goesOnBy, budgetLeft, nextIsSuspect, retryDelayMs } = failed;
  const { code: because, message } = error;
  if (situation.shown && goesOnBy === undefined) return { kind: "give-up", because, message, budgetSpent: false };
  const mayFailOver = error.canFailOver && canGoOn(situation);
  const mayRetry = !mayFailOver && retryDelayMs !== undefined && situation.attemptsLeft > 0;
  const charged = mayRetry || nextIsSuspect;
  const affordable = !charged || budgetLeft;
  if (mayFailOver && affordable) return { kind: "fail-over", because: goesOnBy ?? because, message, charged };
  if (mayRetry && affordable) return { kind: "retry", because, message, afterMs: retryDelayMs };
  if (situation.hasAnswer && !situation.shown) return { kind: "return-best", because, message };
  return { kind: "give-up", because, message, budgetSpent: (mayFailOver || mayRetry) && !affordable };
}

function canGoOn({ rungsLeft, attemptsLeft }: Situation): boolean {
  return rungsLeft > 0 && attemptsLeft > 0;
}

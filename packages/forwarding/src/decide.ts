import type { ErrorCode, ProxyError } from "@compute-proxy/core";
import type { Judgement, JudgementReason } from "./judge.js";

/** What an attempt came to. */
export type AttemptOutcome =
  | { readonly kind: "answered"; readonly judgement: Judgement }
  | { readonly kind: "failed"; readonly error: ProxyError };

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
  /** Whether the client has seen text of this attempt. */
  readonly shown: boolean;
  /** How long to wait before the same backend is asked again, in ms; undefined when it must not be. */
  readonly retryDelayMs: number | undefined;
  /** Whether the next rung is likely to fail too, so that an attempt there is charged to the retry budget. */
  readonly nextIsSuspect: boolean;
  /** Whether the retry budget can afford one more attempt. */
  readonly budgetLeft: boolean;
}

/** The next step, with its reason. */
export type Decision =
  | { readonly kind: "accept"; readonly because: JudgementReason; readonly message: string }
  | { readonly kind: "escalate"; readonly because: JudgementReason; readonly message: string }
  /** `charged`: the attempt there is charged to the retry budget. */
  | { readonly kind: "fail-over"; readonly because: ErrorCode; readonly message: string; readonly charged: boolean }
  /** The same backend again. Always charged. */
  | { readonly kind: "retry"; readonly because: ErrorCode; readonly message: string; readonly afterMs: number }
  /** Checks were asked for and nothing passed: the best attempt is returned, and says so. */
  | { readonly kind: "return-best"; readonly because: JudgementReason | ErrorCode; readonly message: string }
  /** `budgetSpent`: it was the retry budget that ended it. */
  | { readonly kind: "give-up"; readonly because: ErrorCode; readonly message: string; readonly budgetSpent: boolean };

/**
 * Decides what follows an attempt. Escalation: an answer came and is not sure enough. Failover: no usable answer came. Retry: the
 * same backend again, where there is no other. Nothing is handed on or tried again once the client has seen text of it.
 */
export function decide(situation: Situation): Decision {
  return situation.outcome.kind === "answered"
    ? afterAnswer(situation.outcome.judgement, situation)
    : afterFailure(situation.outcome.error, situation);
}

function afterAnswer({ passed, because, message }: Judgement, situation: Situation): Decision {
  if (passed) return { kind: "accept", because, message };
  const handOn = situation.mayEscalate && !situation.shown && canGoOn(situation);
  return handOn ? { kind: "escalate", because, message } : { kind: "return-best", because, message };
}

function afterFailure(error: ProxyError, situation: Situation): Decision {
  const because = error.code;
  const { message } = error;
  const { shown, budgetLeft, nextIsSuspect, retryDelayMs, attemptsLeft } = situation;
  if (shown) return { kind: "give-up", because, message, budgetSpent: false };
  const mayFailOver = error.canFailOver && canGoOn(situation);
  const mayRetry = !mayFailOver && retryDelayMs !== undefined && attemptsLeft > 0;
  const charged = mayRetry || nextIsSuspect;
  const affordable = !charged || budgetLeft;
  if (mayFailOver && affordable) return { kind: "fail-over", because, message, charged };
  if (mayRetry && affordable) return { kind: "retry", because, message, afterMs: retryDelayMs };
  if (situation.hasAnswer) return { kind: "return-best", because, message };
  return { kind: "give-up", because, message, budgetSpent: (mayFailOver || mayRetry) && !affordable };
}

function canGoOn({ rungsLeft, attemptsLeft }: Situation): boolean {
  return rungsLeft > 0 && attemptsLeft > 0;
}

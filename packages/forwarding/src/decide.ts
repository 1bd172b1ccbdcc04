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
}

/** The next step, with its reason. */
export type Decision =
  | { readonly kind: "accept"; readonly because: JudgementReason; readonly message: string }
  | { readonly kind: "escalate"; readonly because: JudgementReason; readonly message: string }
  | { readonly kind: "fail-over"; readonly because: ErrorCode; readonly message: string }
  /** Checks were asked for and nothing passed: the best attempt is returned, and says so. */
  | { readonly kind: "return-best"; readonly because: JudgementReason | ErrorCode; readonly message: string }
  | { readonly kind: "give-up"; readonly because: ErrorCode; readonly message: string };

/**
 * Decides what follows an attempt. Escalation: an answer came and is not sure enough. Failover: no usable answer came.
 * Nothing is handed on once the client has seen text of it.
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
  if (situation.shown) return { kind: "give-up", because, message };
  if (error.canFailOver && canGoOn(situation)) return { kind: "fail-over", because, message };
  return situation.hasAnswer ? { kind: "return-best", because, message } : { kind: "give-up", because, message };
}

function canGoOn({ rungsLeft, attemptsLeft }: Situation): boolean {
  return rungsLeft > 0 && attemptsLeft > 0;
}

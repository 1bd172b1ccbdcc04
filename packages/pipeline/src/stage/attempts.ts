import { Forwarded, type Payload } from "@compute-proxy/api";
import { ProxyError } from "@compute-proxy/core";
import { bestAnswer, decide, type Decision } from "@compute-proxy/forwarding";
import type { Rung } from "../route/rung.js";
import type { RunEvent } from "../event.js";
import type { StageAnswer } from "./answer.js";
import type { AttemptsScope } from "./attempts-scope.js";
import { combinedFailure } from "./combined-failure.js";
import { runAttempt } from "./run-attempt.js";
import { toAttempt, type TriedAttempt } from "./tried-attempt.js";

/** What the attempts of a stage came to. */
export interface AttemptsOutcome {
  readonly tried: readonly TriedAttempt[];
  /** Codes of the forwardings, in order. */
  readonly forwardings: readonly string[];
  readonly ended:
    | {
        readonly kind: "answered";
        readonly chosen: TriedAttempt;
        readonly answer: StageAnswer;
        readonly nonePassed: boolean;
      }
    /** `partial` is what the client has already seen. */
    | { readonly kind: "failed"; readonly error: ProxyError; readonly partial: Payload | undefined };
}

/**
 * Tries the rungs of a route until an answer is accepted, the best one has to do, or nothing is left. Where text is not live,
 * the text of the chosen answer is yielded in one piece. Throws only when the run's own signal has aborted.
 */
export async function* runAttempts(scope: AttemptsScope): AsyncGenerator<RunEvent, AttemptsOutcome, void> {
  const { stage, route } = scope;
  const limit = Math.min(route.rungs.length, route.maxAttempts);
  const tried: TriedAttempt[] = [];
  const forwardings: string[] = [];
  let reason: string | undefined;

  for (const [index, rung] of route.rungs.slice(0, limit).entries()) {
    yield attemptStart(scope, rung, index + 1, reason ?? rung.reason);
    const attempt = yield* runAttempt(scope, rung, index + 1);
    tried.push(attempt.tried);
    const decision = next(attempt.tried, attempt.shown !== undefined, { scope, tried, limit });
    if (decision.kind === "accept") yield* heldText(scope, attempt.tried);
    yield { $case: "attemptEnd", value: { stageId: stage.id, attempt: toAttempt(attempt.tried) } };

    if (decision.kind === "accept") return answered(tried, forwardings, attempt.tried, false);
    if (decision.kind === "return-best") {
      const best = bestOf(tried);
      yield* heldText(scope, best);
      return answered(tried, forwardings, best, true);
    }
    if (decision.kind === "give-up") {
      return {
        tried,
        forwardings,
        ended: { kind: "failed", error: combinedFailure(stage, tried), partial: attempt.shown },
      };
    }
    const to = route.rungs[index + 1];
    if (!to) throw new ProxyError("internal", "a stage was handed on to nowhere");
    yield { $case: "forwarded", value: forwarded(scope, rung, to, decision) };
    forwardings.push(decision.because);
    reason = decision.kind === "escalate" ? "escalation" : "failover";
  }
  throw new ProxyError("internal", "the attempts of a stage ended without a decision");
}

interface Progress {
  readonly scope: AttemptsScope;
  readonly tried: readonly TriedAttempt[];
  readonly limit: number;
}

function next({ ended }: TriedAttempt, shown: boolean, { scope, tried, limit }: Progress): Decision {
  return decide({
    outcome:
      ended.kind === "answered"
        ? { kind: "answered", judgement: ended.judgement }
        : { kind: "failed", error: ended.error },
    rungsLeft: scope.route.rungs.length - tried.length,
    attemptsLeft: limit - tried.length,
    mayEscalate: scope.route.mayEscalate,
    hasAnswer: tried.some((attempt) => attempt.ended.kind === "answered"),
    shown,
  });
}

function bestOf(tried: readonly TriedAttempt[]): TriedAttempt {
  const answers = tried.flatMap((attempt) =>
    attempt.ended.kind === "answered" ? [{ ...attempt.ended.answer, attempt }] : [],
  );
  const best = bestAnswer(answers);
  if (!best) throw new ProxyError("internal", "the best of no answers was asked for");
  return best.attempt;
}

function answered(
  tried: readonly TriedAttempt[],
  forwardings: readonly string[],
  chosen: TriedAttempt,
  nonePassed: boolean,
): AttemptsOutcome {
  if (chosen.ended.kind !== "answered") throw new ProxyError("internal", "an attempt without an answer was chosen");
  return { tried, forwardings, ended: { kind: "answered", chosen, answer: chosen.ended.answer, nonePassed } };
}

/** The chosen answer's text, where it was held back until now. */
function* heldText({ stage, live, streaming }: AttemptsScope, { number, ended }: TriedAttempt): Generator<RunEvent> {
  if (live || !streaming || ended.kind !== "answered") return;
  const { kind } = ended.answer.payload;
  if (kind?.$case !== "text" || kind.value === "") return;
  yield { $case: "textDelta", value: { stageId: stage.id, attempt: number, text: kind.value, textOffset: 0 } };
}

function attemptStart({ stage }: AttemptsScope, rung: Rung, number: number, reason: string): RunEvent {
  return {
    $case: "attemptStart",
    value: {
      stageId: stage.id,
      number,
      backend: rung.backend.id,
      model: rung.engineModel,
      requestedModel: rung.requestedModel,
      device: rung.backend.definition.hardware,
      reason,
    },
  };
}

function forwarded({ stage }: AttemptsScope, from: Rung, to: Rung, { kind, because, message }: Decision): Forwarded {
  return Forwarded.fromPartial({
    stageId: stage.id,
    kind: kind === "escalate" ? "escalation" : "failover",
    fromBackend: from.backend.id,
    toBackend: to.backend.id,
    fromModel: from.engineModel,
    toModel: to.engineModel,
    reason: because,
    message,
  });
}

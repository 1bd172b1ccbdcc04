import { Forwarded, type Payload } from "@compute-proxy/api";
import { assertNever, ProxyError, throwIfAborted } from "@compute-proxy/core";
import { bestAnswer, type Decision } from "@compute-proxy/forwarding";
import type { Route, Rung } from "../route/rung.js";
import type { RunEvent } from "../event.js";
import type { StageAnswer } from "./answer.js";
import type { AttemptsScope } from "./attempts-scope.js";
import { combinedFailure } from "./combined-failure.js";
import type { Target } from "./failover/find-target.js";
import { nextStep } from "./next-step.js";
import { runAttempt } from "./run-attempt.js";
import { type ShownPieces, shownPieces } from "./shown-pieces.js";
import { hasAnswer, toAttempt, type TriedAttempt } from "./tried-attempt.js";

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
 * Tries the rungs of a route until an answer is accepted, the best one has to do, or nothing is left. At the end the client has the
 * text of the chosen answer, however much of it was shown before. Throws only when the run's own signal has aborted.
 */
export async function* runAttempts(scope: AttemptsScope): AsyncGenerator<RunEvent, AttemptsOutcome, void> {
  const { stage, route, clock, work, registry } = scope;
  const shown = shownPieces(stage.id, scope.showing);
  const tried: TriedAttempt[] = [];
  const forwardings: string[] = [];
  let index = 0;
  let reason: string | undefined;
  let isLastHope = false;

  for (;;) {
    const rung = rungAt(route, index);
    const number = tried.length + 1;
    const hasNext = index + 1 < route.rungs.length && number < route.maxAttempts;
    yield attemptStart(scope, rung, number, reason ?? rung.reason);
    const mayBeTakenBack = hasNext || tried.some(hasAnswer);
    const attempt = yield* runAttempt(scope, { rung, index, number, hasNext, isLastHope, mayBeTakenBack, shown });
    const { decision, target, stuck } = nextStep(attempt, { scope, tried, index, shown });
    const ended = target?.continuation ? { ...attempt.tried, wentOn: true } : attempt.tried;
    tried.push(ended);
    if (decision.kind === "accept") {
      for (const event of settled(scope, shown, ended, decision.because)) yield event;
    }
    yield { $case: "attemptEnd", value: { stageId: stage.id, attempt: toAttempt(ended) } };

    switch (decision.kind) {
      case "accept":
        return answered(tried, forwardings, ended, false);
      case "return-best": {
        const best = shown.isFinal() ? ended : bestOf(tried);
        for (const event of settled(scope, shown, best, decision.because)) yield event;
        return answered(tried, forwardings, best, true);
      }
      case "give-up": {
        const error = combinedFailure(stage, tried, { budgetSpent: decision.budgetSpent, stuck });
        return { tried, forwardings, ended: { kind: "failed", error, partial: shown.partial() } };
      }
      case "retry":
        registry.retryBudget.take();
        reason = "retry";
        await untilDue(clock.sleep(decision.afterMs, scope.signal), scope.runSignal);
        work.paused?.(decision.afterMs);
        break;
      case "escalate":
      case "fail-over":
        if (decision.kind === "fail-over" && decision.charged) registry.retryBudget.take();
        if (target?.continuation) work.moves?.goOn(target);
        else {
          work.moves?.beginAnew();
          const retracted = shown.drop(decision.because);
          if (retracted && scope.tellsDeltas) yield retracted;
        }
        index = target?.index ?? index + 1;
        isLastHope = target?.isLastHope === true;
        yield { $case: "forwarded", value: forwarded(scope, rung, rungAt(route, index), decision, target) };
        forwardings.push(decision.because);
        reason = decision.kind === "escalate" ? "escalation" : "failover";
        break;
      default:
        assertNever(decision);
    }
  }
}

/** Waits; the end of the stage's own time is for the next attempt to find, the end of the run is thrown. */
async function untilDue(sleep: Promise<void>, runSignal: AbortSignal): Promise<void> {
  await sleep.catch(() => throwIfAborted(runSignal));
}

function rungAt({ rungs }: Route, index: number): Rung {
  const rung = rungs[index];
  if (!rung) throw new ProxyError("internal", "a stage was handed on to nowhere");
  return rung;
}

function bestOf(tried: readonly TriedAttempt[]): TriedAttempt {
  const answers = tried.flatMap((attempt) =>
    attempt.ended.kind === "answered" && hasAnswer(attempt) ? [{ ...attempt.ended.answer, attempt }] : [],
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

/** The client gets the chosen answer's text, where it does not have it yet, and nothing else. */
function settled(
  { tellsDeltas }: AttemptsScope,
  shown: ShownPieces,
  { number, ended }: TriedAttempt,
  reason: string,
): readonly RunEvent[] {
  const kind = ended.kind === "answered" ? ended.answer.payload.kind : undefined;
  if (kind?.$case !== "text") return [];
  const events = shown.settle(kind.value, number, reason);
  return tellsDeltas ? events : [];
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

function forwarded(
  { stage }: AttemptsScope,
  from: Rung,
  to: Rung,
  { kind, because, message }: Decision,
  target: Target | undefined,
): Forwarded {
  return Forwarded.fromPartial({
    stageId: stage.id,
    kind: kind === "escalate" ? "escalation" : "failover",
    fromBackend: from.backend.id,
    toBackend: to.backend.id,
    fromModel: from.engineModel,
    toModel: to.engineModel,
    reason: because,
    message: target?.continuation ? `${message}; ${target.message}` : message,
  });
}

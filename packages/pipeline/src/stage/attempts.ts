import { Forwarded, type Payload } from "@compute-proxy/api";
import { assertNever, ProxyError, remainingMs, throwIfAborted } from "@compute-proxy/core";
import { bestAnswer, decide, type Decision, retryDelay } from "@compute-proxy/forwarding";
import type { Route, Rung } from "../route/rung.js";
import type { RunEvent } from "../event.js";
import type { StageAnswer } from "./answer.js";
import type { AttemptsScope } from "./attempts-scope.js";
import { combinedFailure } from "./combined-failure.js";
import { type RunAttempt, runAttempt } from "./run-attempt.js";
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
  const { stage, route, clock } = scope;
  const tried: TriedAttempt[] = [];
  const forwardings: string[] = [];
  let index = 0;
  let reason: string | undefined;

  for (;;) {
    const rung = rungAt(route, index);
    const number = tried.length + 1;
    const mayGoElsewhere = !route.lastResort && index + 1 < route.rungs.length && number < route.maxAttempts;
    yield attemptStart(scope, rung, number, reason ?? rung.reason);
    const attempt = yield* runAttempt(scope, { rung, number, mayGoElsewhere });
    tried.push(attempt.tried);
    const decision = next(attempt, { scope, tried, index });
    if (decision.kind === "accept") yield* heldText(scope, attempt.tried);
    yield { $case: "attemptEnd", value: { stageId: stage.id, attempt: toAttempt(attempt.tried) } };

    switch (decision.kind) {
      case "accept":
        return answered(tried, forwardings, attempt.tried, false);
      case "return-best": {
        const best = bestOf(tried);
        yield* heldText(scope, best);
        return answered(tried, forwardings, best, true);
      }
      case "give-up": {
        const error = combinedFailure(stage, tried, decision.budgetSpent);
        return { tried, forwardings, ended: { kind: "failed", error, partial: attempt.shown } };
      }
      case "retry":
        scope.registry.retryBudget.take();
        reason = "retry";
        await untilDue(clock.sleep(decision.afterMs, scope.signal), scope.runSignal);
        break;
      case "escalate":
      case "fail-over":
        if (decision.kind === "fail-over" && decision.charged) scope.registry.retryBudget.take();
        index += 1;
        yield { $case: "forwarded", value: forwarded(scope, rung, rungAt(route, index), decision) };
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

interface Progress {
  readonly scope: AttemptsScope;
  readonly tried: readonly TriedAttempt[];
  /** Of the rung that was tried last. */
  readonly index: number;
}

function next(attempt: RunAttempt, { scope, tried, index }: Progress): Decision {
  const { route, registry, signal, random } = scope;
  const { ended, rung } = attempt.tried;
  const { retries, allowed } = registry.retryBudget.status();
  const following = route.rungs[index + 1];
  const triedHere = tried.filter((other) => other.rung === rung).length;
  return decide({
    outcome:
      ended.kind === "answered"
        ? { kind: "answered", judgement: ended.judgement }
        : { kind: "failed", error: ended.error },
    rungsLeft: route.rungs.length - index - 1,
    attemptsLeft: route.maxAttempts - tried.length,
    mayEscalate: route.mayEscalate,
    hasAnswer: tried.some((other) => other.ended.kind === "answered"),
    shown: attempt.shown !== undefined,
    retryDelayMs:
      ended.kind === "failed"
        ? retryDelay({
            error: ended.error,
            retries: triedHere - 1,
            produced: attempt.produced,
            remainingMs: remainingMs(signal),
            random: random(),
          })
        : undefined,
    nextIsSuspect: following !== undefined && isSuspect(following),
    budgetLeft: retries < allowed,
  });
}

/** Whether the last calls there failed: one more would likely be one more failure. */
function isSuspect({ backend, engineModel }: Rung): boolean {
  return backend.state.kind === "unreachable" || backend.circuits.of(engineModel).failures > 0;
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
function* heldText(
  { stage, live, streaming, tellsDeltas }: AttemptsScope,
  { number, ended }: TriedAttempt,
): Generator<RunEvent> {
  if (live || !streaming || !tellsDeltas || ended.kind !== "answered") return;
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

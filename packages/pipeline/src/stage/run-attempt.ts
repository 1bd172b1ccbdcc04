import { abortReason, toProxyError } from "@compute-proxy/core";
import { judge } from "@compute-proxy/forwarding";
import type { Rung } from "../route/rung.js";
import type { RunEvent } from "../event.js";
import type { StageAnswer } from "./answer.js";
import type { AttemptsScope } from "./attempts-scope.js";
import type { Departure } from "./departure.js";
import { dispatch, type Dispatch } from "./dispatch.js";
import { tooHotError } from "./heat/too-hot.js";
import type { ShownPieces } from "./shown-pieces.js";
import type { StagePiece } from "./stage-work.js";
import { toAttempt, type TriedAttempt } from "./tried-attempt.js";

/** An attempt that has ended. */
export interface RunAttempt {
  readonly tried: TriedAttempt;
  /** Whether the engine had produced anything, shown or not. */
  readonly produced: boolean;
}

/** Which attempt it is. */
export interface AttemptPlace {
  readonly rung: Rung;
  /** Of the rung in the route. */
  readonly index: number;
  readonly number: number;
  /** Whether another rung could still be tried in its place. */
  readonly hasNext: boolean;
  /** Whether none of those could go on with the text. */
  readonly isLastHope: boolean;
  /** Whether its answer may still be given up for another one. */
  readonly mayBeTakenBack: boolean;
  readonly shown: ShownPieces;
}

/**
 * Runs one attempt and yields its pieces as far as they are shown as they come. A failure is part of the result, but the abort of the run is
 * thrown, after the attempt's end was told.
 */
export async function* runAttempt(
  scope: AttemptsScope,
  { rung, index, number, hasNext, isLastHope, mayBeTakenBack, shown }: AttemptPlace,
): AsyncGenerator<RunEvent, RunAttempt, void> {
  const { stage, route, clock, signal } = scope;
  const began = clock.now();
  const origin = { attempt: number, mayBeTakenBack };
  let place: Dispatch | undefined;
  let work: AsyncGenerator<StagePiece, StageAnswer, void> | undefined;
  let produced = false;
  let departure: Departure | undefined;
  let note: string | undefined;
  const attempt = (ended: TriedAttempt["ended"]): RunAttempt => {
    const part = work && scope.work.moves?.part();
    const tried = { number, rung, durationMs: clock.now() - began, queuedMs: place?.queuedMs, part, note, ended };
    return { tried, produced: produced || part?.produced === true };
  };
  const answered = (answer: StageAnswer): RunAttempt => {
    const judgement = judge(answer, scope.work.gates);
    return attempt({ kind: "answered", answer, judgement, accepted: judgement.passed });
  };

  try {
    place = await dispatch(scope, rung, hasNext && !route.lastResort && !isLastHope);
    const hot = shown.any() ? undefined : scope.tooHot(rung);
    if (hot && hasNext) departure = { because: hot.because, message: hot.message, target: undefined };
    if (hot) throw tooHotError(rung, hot);
    work = scope.work.attempt(rung, {
      signal,
      clock,
      rest: place.rest,
      index,
      attemptsLeft: route.maxAttempts - number,
      isShown: shown.any,
      isFinal: shown.isFinal,
      leave: (going) => (departure = going),
      note: (message) => (note = message),
    });
    let step = await work.next();
    while (step.done !== true) {
      produced = true;
      const event = shown.add(step.value, origin);
      if (event && scope.tellsDeltas) yield event;
      step = await work.next();
    }
    place.succeeded();
    scope.noteAnswer?.(rung, step.value);
    return answered(step.value);
  } catch (error) {
    if (scope.runSignal.aborted) {
      const reason = abortReason(scope.runSignal);
      const { tried } = attempt({ kind: "failed", error: reason, aborted: true });
      yield { $case: "attemptEnd", value: { stageId: stage.id, attempt: toAttempt(tried) } };
      throw reason;
    }
    const left = signal.aborted ? undefined : departure;
    const failure = signal.aborted ? abortReason(signal) : toProxyError(error);
    if (!left) place?.failed(failure);
    // There is nothing to go on with elsewhere, whether the backend was lost or left.
    const whole = work && (left || failure.canFailOver) ? scope.work.moves?.spent() : undefined;
    if (whole) return answered(whole);
    return attempt(left ? { kind: "left", ...left } : { kind: "failed", error: failure, aborted: false });
  } finally {
    try {
      await work?.return(undefined as never);
    } finally {
      place?.abandoned();
    }
  }
}

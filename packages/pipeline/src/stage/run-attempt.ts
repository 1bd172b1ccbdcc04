import type { Payload } from "@compute-proxy/api";
import { abortReason, toProxyError } from "@compute-proxy/core";
import { judge } from "@compute-proxy/forwarding";
import type { Rung } from "../route/rung.js";
import type { RunEvent } from "../event.js";
import type { AttemptsScope } from "./attempts-scope.js";
import { dispatch, type Dispatch } from "./dispatch.js";
import { shownPieces } from "./shown-pieces.js";
import { toAttempt, type TriedAttempt } from "./tried-attempt.js";

/** An attempt that has ended, and what was sent of it. */
export interface RunAttempt {
  readonly tried: TriedAttempt;
  readonly shown: Payload | undefined;
  /** Whether the engine had produced anything, shown or not. */
  readonly produced: boolean;
}

/** Which attempt it is. */
export interface AttemptPlace {
  readonly rung: Rung;
  readonly number: number;
  /** Whether another rung could still be tried in its place. */
  readonly mayGoElsewhere: boolean;
}

/**
 * Runs one attempt and yields its pieces where they are sent live. A failure is part of the result, but the abort of the run is
 * thrown, after the attempt's end was told.
 */
export async function* runAttempt(
  scope: AttemptsScope,
  { rung, number, mayGoElsewhere }: AttemptPlace,
): AsyncGenerator<RunEvent, RunAttempt, void> {
  const { stage, clock } = scope;
  const began = clock.now();
  const shown = shownPieces(stage.id, number);
  let place: Dispatch | undefined;
  let produced = false;
  const attempt = (ended: TriedAttempt["ended"]): RunAttempt => {
    const durationMs = clock.now() - began;
    const tried = { number, rung, durationMs, queuedMs: place?.queuedMs, ended };
    return { tried, shown: shown.partial(), produced };
  };

  const work = scope.work.attempt(rung, { signal: scope.signal, clock });
  try {
    place = await dispatch(scope, rung, mayGoElsewhere);
    let step = await work.next();
    while (step.done !== true) {
      produced = true;
      if (scope.live) {
        const event = shown.show(step.value);
        if (scope.tellsDeltas) yield event;
      }
      step = await work.next();
    }
    place.succeeded();
    const judgement = judge(step.value, scope.work.gates);
    return attempt({ kind: "answered", answer: step.value, judgement, accepted: judgement.passed });
  } catch (error) {
    if (scope.runSignal.aborted) {
      const reason = abortReason(scope.runSignal);
      const { tried } = attempt({ kind: "failed", error: reason, aborted: true });
      yield { $case: "attemptEnd", value: { stageId: stage.id, attempt: toAttempt(tried) } };
      throw reason;
    }
    const failure = scope.signal.aborted ? abortReason(scope.signal) : toProxyError(error);
    place?.failed(failure);
    return attempt({ kind: "failed", error: failure, aborted: false });
  } finally {
    await work.return(undefined as never);
    place?.abandoned();
  }
}

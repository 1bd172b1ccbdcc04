import type { Payload } from "@compute-proxy/api";
import { abortReason, toProxyError } from "@compute-proxy/core";
import { judge } from "@compute-proxy/forwarding";
import type { Rung } from "../route/rung.js";
import type { RunEvent } from "../event.js";
import type { AttemptsScope } from "./attempts-scope.js";
import { shownPieces } from "./shown-pieces.js";
import { reportFailure } from "./report-failure.js";
import { toAttempt, type TriedAttempt } from "./tried-attempt.js";

/** An attempt that has ended, and what was sent of it. */
export interface RunAttempt {
  readonly tried: TriedAttempt;
  readonly shown: Payload | undefined;
}

/**
 * Runs one attempt and yields its pieces where they are sent live. A failure is part of the result, but the abort of the run is
 * thrown, after the attempt's end was told.
 */
export async function* runAttempt(
  scope: AttemptsScope,
  rung: Rung,
  number: number,
): AsyncGenerator<RunEvent, RunAttempt, void> {
  const { stage, clock, registry } = scope;
  const began = clock.now();
  const shown = shownPieces(stage.id, number);
  const ended = (end: TriedAttempt["ended"]): TriedAttempt => ({
    number,
    rung,
    durationMs: clock.now() - began,
    ended: end,
  });

  const work = scope.work.attempt(rung, { signal: scope.signal, clock });
  try {
    let step = await work.next();
    while (step.done !== true) {
      if (scope.live) yield shown.show(step.value);
      step = await work.next();
    }
    registry.report(rung.backend.id, { kind: "answered", at: clock.now() });
    const judgement = judge(step.value, scope.work.gates);
    const tried = ended({ kind: "answered", answer: step.value, judgement, accepted: judgement.passed });
    return { tried, shown: shown.partial() };
  } catch (error) {
    if (scope.runSignal.aborted) {
      const reason = abortReason(scope.runSignal);
      const tried = ended({ kind: "failed", error: reason, aborted: true });
      yield { $case: "attemptEnd", value: { stageId: stage.id, attempt: toAttempt(tried) } };
      throw reason;
    }
    const failure = scope.signal.aborted ? abortReason(scope.signal) : toProxyError(error);
    reportFailure(registry, rung.backend.id, failure, clock.now());
    return { tried: ended({ kind: "failed", error: failure, aborted: false }), shown: shown.partial() };
  } finally {
    await work.return(undefined as never);
  }
}

import type { ConfidenceDetail } from "@compute-proxy/api";
import { abortReason, type Clock, ProxyError, remainingMs, timeLimit } from "@compute-proxy/core";
import { type AskedQuestion, cappedByLength, secondOpinion } from "@compute-proxy/forwarding";
import type { Rung } from "../route/rung.js";
import type { StageAnswer } from "./answer.js";
import { askAgain } from "./ask-again.js";
import type { StagePiece } from "./stage-work.js";
import type { TotalTime } from "./time/total-time.js";

/** All further calls for one answer together, where there is as much time left. */
const longestMs = 10_000;
/** The rest of the time that a call or its stage has is for what comes after the opinion, the answer that is whole first of all. */
const shareOfTimeLeft = 0.5;

/** What an opinion is asked within: the attempt, whose place at the backend is held for it. */
interface OpinionScope {
  readonly rung: Rung;
  readonly asked: AskedQuestion;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** What the stage may still take. */
  readonly total: TotalTime;
}

/**
 * An attempt whose answer, where its wording was all that spoke for it, is judged once more by the model that wrote it. That begins when
 * the engine's request for the answer is over. A model that cannot be asked changes nothing, and neither does one that takes longer than
 * 10 s, what is left of the stage's total time, or half of what is left until a deadline.
 */
export async function* withSecondOpinion(
  writing: AsyncGenerator<StagePiece, StageAnswer, void>,
  scope: OpinionScope,
): AsyncGenerator<StagePiece, StageAnswer, void> {
  const answer = yield* writing;
  if (answer.confidence?.source !== "heuristic") return answer;
  const opinion = await opinionOn(answer, scope);
  return opinion ? { ...answer, confidence: cappedByLength(answer.finishReason, opinion) } : answer;
}

async function opinionOn(
  { payload }: StageAnswer,
  { rung, asked, signal, clock, total }: OpinionScope,
): Promise<ConfidenceDetail | undefined> {
  if (payload.kind?.$case !== "text") return undefined;
  const { port, id } = rung.backend;
  const untilDeadline = remainingMs(signal) ?? Infinity;
  const limitMs = Math.min(longestMs, total.left() ?? Infinity, untilDeadline * shareOfTimeLeft);
  if (limitMs <= 0) return undefined;
  const began = clock.now();
  using limit = timeLimit(signal, limitMs, clock, () => tooLate(id, limitMs));
  try {
    return await secondOpinion(asked, payload.kind.value, (question) =>
      askAgain(port, rung.engineModel, question, limit.signal),
    );
  } catch {
    // The end of its stage's time finds a whole answer: the end of the run alone is thrown.
    if (signal.aborted && abortReason(signal).code !== "stage-timeout") throw abortReason(signal);
    return undefined;
  } finally {
    total.take(clock.now() - began);
  }
}

function tooLate(backend: string, limitMs: number): ProxyError {
  return new ProxyError("engine-timeout", `backend "${backend}" gave no opinion on its answer within ${limitMs} ms`, {
    backend,
  });
}

import type { ConfidenceDetail } from "@compute-proxy/api";
import { type Clock, ProxyError, throwIfAborted, timeLimit } from "@compute-proxy/core";
import { type AskedQuestion, cappedByLength, secondOpinion } from "@compute-proxy/forwarding";
import type { Rung } from "../route/rung.js";
import type { StageAnswer } from "./answer.js";
import { askAgain } from "./ask-again.js";
import type { StagePiece } from "./stage-work.js";

/** All further calls for one answer together. */
const opinionMs = 10_000;

/** What an opinion is asked within: the attempt, whose place at the backend is held for it. */
interface OpinionScope {
  readonly rung: Rung;
  readonly asked: AskedQuestion;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/**
 * An attempt whose answer, where its wording was all that spoke for it, is judged once more by the model that wrote it. That begins when
 * the engine's request for the answer is over. A model that cannot be asked, or not within 10 s, changes nothing.
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
  { rung, asked, signal, clock }: OpinionScope,
): Promise<ConfidenceDetail | undefined> {
  if (payload.kind?.$case !== "text") return undefined;
  const { port, id } = rung.backend;
  using limit = timeLimit(signal, opinionMs, clock, () => tooLate(id));
  try {
    return await secondOpinion(asked, payload.kind.value, (question) =>
      askAgain(port, rung.engineModel, question, limit.signal),
    );
  } catch {
    throwIfAborted(signal);
    return undefined;
  }
}

function tooLate(backend: string): ProxyError {
  return new ProxyError("engine-timeout", `backend "${backend}" gave no opinion on its answer within ${opinionMs} ms`, {
    backend,
  });
}

import type { RunContext } from "../run-context.js";
import type { AttemptsOutcome } from "./attempts.js";

/**
 * Hands the answer of a stage to the memory in which a later verdict will look for it, if the probabilities of its tokens were measured:
 * without them, or where more than one model wrote it, a verdict could teach nothing.
 */
export function rememberAnswer({ runId, outcomes }: RunContext, stageId: string, { ended }: AttemptsOutcome): void {
  if (!outcomes || ended.kind !== "answered") return;
  const { confidence, measured } = ended.answer;
  if (confidence?.source !== "logprobs" || !measured) return;
  outcomes.remember({ runId, stageId, ...measured, confidence: confidence.value });
}

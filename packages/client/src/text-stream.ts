import type { ExecutePipelineResponse, PipelineStreamResponse, RunError } from "@compute-proxy/api";
import { ComputeError, type StatusName } from "./compute-error.js";
import { noText, type StageText, takenBackFrom, withPiece } from "./stage-text.js";
import { textOf } from "./text-of.js";
import type { EndedText, RetractedText, ShownText, TextStep } from "./text-step.js";
import { untilTerminal } from "./until-terminal.js";

/**
 * The text of a streamed run, for who shows it while it is written: pieces, what is taken back of them, and at last the end, which
 * only a run that succeeded has. Throws the run's error when it failed, and DATA_LOSS when the events break off or do not add up: what
 * was shown until then is not an answer. Each stage that writes text has a text of its own; `stageId` says whose a step is.
 */
export async function* textStream(
  events: AsyncIterable<PipelineStreamResponse>,
): AsyncGenerator<TextStep<ExecutePipelineResponse>, void, undefined> {
  const texts = new Map<string, StageText>();
  const last = yield* untilTerminal(events, {
    isTerminal: ({ event }) => event?.$case === "runEnd",
    toStep: ({ event }) => stepOf(event, texts),
  });
  if (last.event?.$case === "runEnd") yield endOf(last.event.value);
}

/** What an event means for the texts, which it brings up to date. */
function stepOf(
  event: PipelineStreamResponse["event"],
  texts: Map<string, StageText>,
): ShownText | RetractedText | undefined {
  if (event?.$case === "textDelta") {
    const { stageId, text, textOffset, provisional } = event.value;
    const after = withPiece(texts.get(stageId) ?? noText, text, textOffset);
    texts.set(stageId, after);
    return { kind: "text", stageId, text, textOffset, provisional, current: after.text };
  }
  if (event?.$case !== "retracted") return undefined;
  const { stageId, textOffset, reason } = event.value;
  const { stands, takenBack } = takenBackFrom(texts.get(stageId) ?? noText, textOffset);
  texts.set(stageId, stands);
  return { kind: "retracted", stageId, textOffset, takenBack, current: stands.text, reason };
}

function endOf(response: ExecutePipelineResponse): EndedText<ExecutePipelineResponse> {
  if (response.success === true) return { kind: "end", text: textOf(response), response };
  throw runError(response.error);
}

/** The error of a failed run, as a call of its failed stage alone would have thrown it. */
function runError(error: RunError | undefined): ComputeError {
  if (!error) return new ComputeError("INTERNAL", "the run failed and does not say why");
  const { code, message, reason, stageId, backend, violations, retryAfterMs } = error;
  return new ComputeError(code as StatusName, message, { reason, stageId, backend, violations, retryAfterMs });
}

import type { Attempt, PipelineStreamResponse, Retracted, StageResult } from "@compute-proxy/api";
import type { Style } from "./style.js";

/** What a person is told of an event: a line, or nothing. Text deltas are not among them; they go to standard output. */
export function eventLine({ event }: PipelineStreamResponse, style: Style): string | undefined {
  switch (event?.$case) {
    case "runStart":
      return style.bold(`pipeline ${event.value.pipelineId}`);
    case "stageStart":
      return `  stage ${style.bold(event.value.stageId)}${exclusions(event.value.excluded, style)}`;
    case "attemptStart": {
      const { number, backend, model, device, reason } = event.value;
      return style.dim(`    attempt ${number}: ${backend} (${device}) ${model}, chosen by ${reason}`);
    }
    case "attemptEnd":
      return event.value.attempt ? `    ${attemptLine(event.value.attempt, style)}` : undefined;
    case "forwarded": {
      const { kind, fromBackend, toBackend, message } = event.value;
      return style.warn(`    ${kind}: ${fromBackend} -> ${toBackend}: ${message}`);
    }
    case "retracted":
      return style.warn(`    ${takenBack(event.value)}`);
    case "stageEnd":
      return event.value.result ? stageLine(event.value.result, style) : undefined;
    case "runEnd": {
      const { success, totalTimeMs } = event.value;
      return success === true ? style.good(`done in ${totalTimeMs} ms`) : style.bad(`failed after ${totalTimeMs} ms`);
    }
    case "textDelta":
    case "audioDelta":
    case undefined:
      return undefined;
  }
}

/** It may be of several attempts: one that went on with what another had begun. */
function takenBack({ textOffset, reason }: Retracted): string {
  const what = textOffset === 0 ? "all of the text" : `the text after its first ${textOffset} characters`;
  return `taken back: ${what}: ${reason}`;
}

function exclusions(
  excluded: ReadonlyArray<{ readonly backend: string; readonly reason: string }>,
  style: Style,
): string {
  if (excluded.length === 0) return "";
  return style.dim(` (left out: ${excluded.map(({ backend, reason }) => `${backend} ${reason}`).join(", ")})`);
}

function attemptLine(attempt: Attempt, style: Style): string {
  const facts = [
    attempt.confidenceDetail
      ? `confidence ${attempt.confidenceDetail.value.toFixed(2)} (${attempt.confidenceDetail.source})`
      : "",
    attempt.quality === undefined ? "" : `quality ${attempt.quality}`,
    attempt.tokensOut === undefined ? "" : `${attempt.tokensOut} tokens`,
    attempt.ttftMs === undefined ? "" : `first after ${Math.round(attempt.ttftMs)} ms`,
    attempt.continuation === "" ? "" : `went on by ${attempt.continuation}`,
    attempt.textFrom === undefined || attempt.textTo === undefined
      ? ""
      : `characters ${attempt.textFrom} to ${attempt.textTo}`,
    attempt.durationMs === undefined ? "" : `${Math.round(attempt.durationMs)} ms`,
    attempt.simulated === true ? "simulated" : "",
    attempt.emulated === true ? "emulated" : "",
  ].filter(Boolean);
  const paint = outcomeStyle(attempt.outcome, style);
  const why = attempt.outcome === "accepted" ? "" : `: ${attempt.message}`;
  return `${paint(attempt.outcome)}${why}${style.dim(facts.length > 0 ? ` [${facts.join(", ")}]` : "")}`;
}

/** An answer that moved on is no failure. */
function outcomeStyle(outcome: string, style: Style): Style["good"] {
  if (outcome === "accepted") return style.good;
  return outcome === "rejected" || outcome === "left" ? style.warn : style.bad;
}

function stageLine({ stageId, skippedBecause, error, metadata }: StageResult, style: Style): string | undefined {
  if (skippedBecause !== "") return style.dim(`  stage ${stageId} skipped: ${skippedBecause}`);
  if (error) return style.bad(`  stage ${stageId} failed: ${error.code}: ${error.message}`);
  if (metadata?.nonePassed === true)
    return style.warn(`  stage ${stageId}: no attempt passed its checks; the best one is returned`);
  return undefined;
}

import { type Payload, type RunError, type Stage, StageMetadata, StageResult } from "@compute-proxy/api";
import { type ProxyError, scalarCount } from "@compute-proxy/core";
import { toRunError } from "../run/run-error.js";
import type { AttemptsOutcome } from "./attempts.js";
import type { StageMemory } from "./stage-flow.js";
import { provenance, toAttempt, type TriedAttempt } from "./tried-attempt.js";

/** A stage that is over: what clients see, what later stages see, and what flows on. */
export interface FinishedStage {
  readonly result: StageResult;
  readonly memory: StageMemory;
  readonly output: Payload | undefined;
  readonly error: ProxyError | undefined;
}

const emptyResult = StageResult.fromPartial({});

/** A stage whose attempts have ended. */
export function attemptedStage(
  stage: Stage,
  outcome: AttemptsOutcome,
  durationMs: number,
  collectMetrics: boolean,
): FinishedStage {
  const { ended, tried } = outcome;
  const metadata = trimmed(metadataOf(stage, outcome, durationMs), collectMetrics);
  if (ended.kind === "answered") {
    const output = ended.answer.payload;
    const backend = ended.chosen.rung.backend.id;
    const result = { ...emptyResult, stageId: stage.id, backend, success: true, metadata, output };
    return { result, memory: memoryOf(stage, outcome, true), output, error: undefined };
  }
  const backend = tried.at(-1)?.rung.backend.id ?? "";
  const { partial } = ended;
  const error = partial ? withPartial(toRunError(ended.error), partial) : toRunError(ended.error);
  const result = StageResult.fromPartial({
    stageId: stage.id,
    backend,
    success: false,
    metadata,
    error,
    output: partial,
  });
  return { result, memory: memoryOf(stage, outcome, false), output: undefined, error: ended.error };
}

/** A stage that failed before its first attempt. */
export function unstartedStage(
  stage: Stage,
  error: ProxyError,
  durationMs: number,
  collectMetrics: boolean,
): FinishedStage {
  const metadata = trimmed(
    StageMetadata.fromPartial({ forwarded: false, durationMs, requestedModel: stage.model }),
    collectMetrics,
  );
  const result = StageResult.fromPartial({ stageId: stage.id, success: false, metadata, error: toRunError(error) });
  return { result, memory: { ...emptyMemory(stage), success: false }, output: undefined, error };
}

/** A stage that did not run. */
export function skippedStage(stage: Stage, because: string): FinishedStage {
  const result = StageResult.fromPartial({ stageId: stage.id, skippedBecause: because });
  return { result, memory: { ...emptyMemory(stage), skipped: true }, output: undefined, error: undefined };
}

function metadataOf(stage: Stage, { tried, forwardings, ended }: AttemptsOutcome, durationMs: number): StageMetadata {
  const chosen = ended.kind === "answered" ? ended.chosen : tried.at(-1);
  const answer = ended.kind === "answered" ? ended.answer : undefined;
  return {
    forwarded: isForwarded(tried, chosen),
    confidence: answer?.confidence?.value,
    attemptCount: tried.length,
    forwardReason: forwardings.at(-1) ?? "",
    model: chosen?.rung.engineModel ?? "",
    requestedModel: stage.model,
    device: chosen?.rung.backend.definition.hardware ?? "",
    tokensIn: answer?.tokensIn,
    tokensOut: answer?.tokensOut,
    ttftMs: answer?.ttftMs,
    durationMs,
    confidenceDetail: answer?.confidence,
    nonePassed: ended.kind === "answered" && ended.nonePassed ? true : undefined,
    attempts: tried.map(toAttempt),
    quality: answer?.quality,
    finishReason: answer?.finishReason ?? "",
    segments: [...(answer?.segments ?? [])],
    energy: undefined,
    modelChanged: answer?.modelChanged,
    ...(chosen ? provenance(chosen.rung) : {}),
  };
}

/** `collect_metrics: false` leaves what the user's document prints. */
function trimmed(metadata: StageMetadata, collectMetrics: boolean): StageMetadata {
  if (collectMetrics) return metadata;
  const { forwarded, confidence, attemptCount } = metadata;
  return StageMetadata.fromPartial({ forwarded, confidence, attemptCount });
}

function isForwarded(tried: readonly TriedAttempt[], chosen: TriedAttempt | undefined): boolean {
  return chosen !== undefined && chosen.rung.backend.id !== tried[0]?.rung.backend.id;
}

function memoryOf(stage: Stage, { tried, ended }: AttemptsOutcome, success: boolean): StageMemory {
  const chosen = ended.kind === "answered" ? ended.chosen : tried.at(-1);
  const answer = ended.kind === "answered" ? ended.answer : undefined;
  return {
    id: stage.id,
    text: answer?.payload.kind?.$case === "text" ? answer.payload.kind.value : undefined,
    success,
    skipped: false,
    confidence: answer?.confidence?.value,
    quality: answer?.quality,
    backend: chosen?.rung.backend.id ?? "",
    model: chosen?.rung.engineModel ?? "",
    forwarded: isForwarded(tried, chosen),
    attemptCount: tried.length,
    nonePassed: ended.kind === "answered" ? ended.nonePassed : undefined,
  };
}

function emptyMemory(stage: Stage): StageMemory {
  return {
    id: stage.id,
    text: undefined,
    success: undefined,
    skipped: false,
    confidence: undefined,
    quality: undefined,
    backend: "",
    model: "",
    forwarded: undefined,
    attemptCount: 0,
    nonePassed: undefined,
  };
}

function withPartial(error: RunError, { kind }: Payload): RunError {
  const what = kind?.$case === "text" ? `the ${scalarCount(kind.value)} characters` : "the audio";
  return { ...error, message: `${error.message}; the output holds ${what} that came before` };
}

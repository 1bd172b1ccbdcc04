import type { PipelineStreamResponse } from "@compute-proxy/api";
import type { Clock } from "@compute-proxy/core";

/**
 * What happened, before it has a place in the run. The order: runStart, then for each stage stageStart, for each attempt
 * attemptStart, any number of textDelta, attemptEnd and, where the stage is handed on, forwarded; stageEnd; at last runEnd, which is
 * the unary response. Where a stage speaks while the stage above it is still writing, the events of the two are
 * mixed, each stage's own in order. A stage that is skipped, or fails before its first attempt, has its stageEnd all the same.
 */
export type RunEvent = NonNullable<PipelineStreamResponse["event"]>;

/** Gives each event its place: run, number, and ms since the run began. */
export type EventStamp = (event: RunEvent) => PipelineStreamResponse;

/** The stamp of one run; it begins now. */
export function createEventStamp(runId: string, clock: Clock): EventStamp {
  const began = clock.now();
  let sequence = 0;
  return (event) => ({ runId, sequence: sequence++, atMs: clock.now() - began, event });
}

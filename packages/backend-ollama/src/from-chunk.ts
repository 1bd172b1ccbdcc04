import { GenerateDelta, GenerateEnd, GenerateResponse, Usage } from "@compute-proxy/api/backend/v1";
import type { StreamRecord, WireCounters, WireLogprob } from "./wire.js";

/** What a record adds to the answer; nothing for one that adds nothing. */
export function toDelta(record: {
  readonly text: string;
  readonly logprobs: readonly WireLogprob[];
}): GenerateResponse[] {
  if (record.text === "" && record.logprobs.length === 0) return [];
  const value = GenerateDelta.fromPartial({ text: record.text, logprobs: [...record.logprobs] });
  return [GenerateResponse.fromPartial({ part: { $case: "delta", value } })];
}

/** The end of the answer, from the engine's final record. */
export function toEnd(record: Extract<StreamRecord, { kind: "final" }>, modelDigest: string): GenerateResponse {
  return endOf(finishReason(record.doneReason), modelDigest, toUsage(record.counters));
}

/** The end of an answer that we cut: the engine has told no figures. */
export function cutEnd(modelDigest: string): GenerateResponse {
  return endOf("length", modelDigest, undefined);
}

/** The engine's figures in ms; undefined when it gave none. */
export function toUsage(counters: WireCounters): Usage | undefined {
  if (Object.values(counters).every((counter) => counter === undefined)) return undefined;
  return Usage.fromPartial({
    tokensIn: counters.promptEvalCount,
    tokensOut: counters.evalCount,
    loadMs: toMs(counters.loadDuration),
    promptMs: toMs(counters.promptEvalDuration),
    generateMs: toMs(counters.evalDuration),
  });
}

function endOf(reason: string, modelDigest: string, usage: Usage | undefined): GenerateResponse {
  const value = GenerateEnd.fromPartial({ finishReason: reason, modelDigest, usage });
  return GenerateResponse.fromPartial({ part: { $case: "end", value } });
}

function finishReason(doneReason: string): string {
  return doneReason === "stop" || doneReason === "length" ? doneReason : "unspecified";
}

function toMs(nanoseconds: number | undefined): number | undefined {
  return nanoseconds === undefined ? undefined : nanoseconds / 1e6;
}

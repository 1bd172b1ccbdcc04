import { type GenerateResponse, Usage } from "@compute-proxy/api/backend/v1";
import type { FinalRecord, WireCounters, WireLogprob } from "./wire.js";

/**
 * What records that came together add to the answer; undefined for nothing. `tokens` is undefined where the engine did not tell: a record
 * holds one as a rule, and sometimes more, so `pieces`, the number of records with text, is the least that it can be. Ollama itself
 * holds back what it may still take back, so its text is never provisional.
 */
export function toDelta(
  text: string,
  logprobs: WireLogprob[],
  { tokens, pieces }: { readonly tokens: number | undefined; readonly pieces: number },
): GenerateResponse | undefined {
  if (text === "" && logprobs.length === 0) return undefined;
  return { part: { $case: "delta", value: { text, logprobs, tokens, tokenIds: [], provisional: false, pieces } } };
}

/** How the engine rendered the prompt. Two backends with one model's digest have its template too. */
export function toBegin(renderedPrompt: string, modelDigest: string): GenerateResponse {
  const value = { renderedPrompt, templateDigest: modelDigest, tokenizerDigest: "", promptTokenIds: [] };
  return { part: { $case: "begin", value } };
}

/** The end of the answer, from the engine's final record. */
export function toEnd(record: FinalRecord, modelDigest: string): GenerateResponse {
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
  return { part: { $case: "end", value: { finishReason: reason, modelDigest, usage } } };
}

function finishReason(doneReason: string): string {
  return doneReason === "stop" || doneReason === "length" ? doneReason : "unspecified";
}

function toMs(nanoseconds: number | undefined): number | undefined {
  return nanoseconds === undefined ? undefined : nanoseconds / 1e6;
}

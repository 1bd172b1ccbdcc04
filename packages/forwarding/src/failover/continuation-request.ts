import { type ChatMessage, GenerationOptions } from "@compute-proxy/api";
import { assertNever, ProxyError } from "@compute-proxy/core";
import type { ContinuationMode, Ledger, Rendering } from "./ledger.js";
import { remainingTokens } from "./ledger.js";
import { trailIds } from "./token-mark.js";

/** What the next engine is given to go on from. */
export type ContinuationInput =
  /** Prompt and answer so far as tokens of the target's own tokenizer. */
  | { readonly kind: "token-ids"; readonly ids: readonly number[] }
  /** A rendered prompt with the answer so far: the engine must apply no template, and add no begin-of-text of its own. */
  | { readonly kind: "raw"; readonly prompt: string }
  /** The last message is the assistant's, and not ended. */
  | { readonly kind: "prefill"; readonly messages: readonly ChatMessage[] }
  /** The request as it was. */
  | { readonly kind: "restart"; readonly prompt: string; readonly messages: readonly ChatMessage[] };

/** What is asked of the next backend. */
export type ContinuationRequest =
  | {
      readonly kind: "ask";
      readonly input: ContinuationInput;
      readonly options: GenerationOptions;
      /** Whether the seed is another than the client's: a sampler's state cannot move, and the same draws would come again. */
      readonly newSeed: boolean;
    }
  /** Every allowed token is delivered: the answer ends here, cut by its limit. */
  | { readonly kind: "budget-spent" };

/** What to ask of the next backend so that it goes on with a generation in a mode that `chooseMode` chose. */
export function continuationRequest(ledger: Ledger, mode: ContinuationMode): ContinuationRequest {
  const given = GenerationOptions.fromPartial(ledger.request.options ?? {});
  const input = inputOf(ledger, mode);
  if (mode === "restart") return { kind: "ask", input, options: given, newSeed: false };
  const maxTokens = remainingTokens(ledger);
  if (maxTokens === 0) return { kind: "budget-spent" };
  const newSeed = given.seed !== undefined && given.temperature !== 0;
  const seed = newSeed ? derivedSeed(given.seed ?? 0, ledger.segments.length) : given.seed;
  return { kind: "ask", input, options: { ...given, maxTokens, seed }, newSeed };
}

function inputOf(ledger: Ledger, mode: ContinuationMode): ContinuationInput {
  const { request, delivered, mark } = ledger;
  switch (mode) {
    case "token-ids": {
      const rendering = renderingOf(ledger, mode);
      const ids = trailIds(mark.trail, rendering.tokenizer);
      if (!rendering.tokenIds || !ids) throw unfit(mode, "the ids of some tokens are not known");
      return { kind: "token-ids", ids: [...rendering.tokenIds, ...ids] };
    }
    case "raw":
      return { kind: "raw", prompt: renderingOf(ledger, mode).text + delivered };
    case "prefill":
      return { kind: "prefill", messages: begunMessage(ledger) };
    case "restart":
      return { kind: "restart", prompt: request.prompt, messages: request.messages };
    default:
      return assertNever(mode);
  }
}

/** The conversation with the answer so far at its end, joined to an assistant's message that the client had begun itself. */
function begunMessage({ request: { prompt, messages }, delivered }: Ledger): readonly ChatMessage[] {
  const before = messages.length > 0 ? messages : [{ role: "user", content: prompt }];
  const last = before.at(-1);
  return last?.role === "assistant"
    ? [...before.slice(0, -1), { ...last, content: last.content + delivered }]
    : [...before, { role: "assistant", content: delivered }];
}

function renderingOf({ rendering }: Ledger, mode: ContinuationMode): Rendering {
  if (!rendering) throw unfit(mode, "no backend has told its rendered prompt");
  return rendering;
}

/** Another uint32 for each segment, the same in every run. The last steps of MurmurHash3. */
function derivedSeed(seed: number, segment: number): number {
  let mixed = (seed ^ Math.imul(segment, 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function unfit(mode: ContinuationMode, why: string): ProxyError {
  return new ProxyError("internal", `failover: a generation cannot go on by ${mode}: ${why}`);
}

import { GenerateEnd, type GenerateRequest } from "@compute-proxy/api/backend/v1";
import { type Clock, ProxyError } from "@compute-proxy/core";
import {
  acceptText,
  beginSegment,
  breakSegment,
  type ContinuationMode,
  continuationRequest,
  finishText,
  type GeneratedText,
  type GenerationReader,
  type Ledger,
  type LedgerStep,
  leastTokens,
  noteRendering,
  openLedger,
  remainingTokens,
  type TextPiece,
  type Trigger,
} from "@compute-proxy/forwarding";
import type { Rung } from "../../route/rung.js";
import { continuingRequest } from "./continuing-request.js";
import { enginePiece, renderingOf } from "./engine-parts.js";
import { sameModel } from "./same-model.js";
import { segmentLogprobs } from "./segment-logprobs.js";

/** How a rung goes on with the text so far, and why. */
export interface Continuation {
  readonly mode: ContinuationMode;
  readonly reason: Trigger;
}

/** One answer's text over all the backends that write it. */
export interface Generation {
  readonly ledger: Ledger;
  /** Whose text was delivered, in order. */
  readonly writers: readonly Rung[];
  /** The next backend writes: what to ask of it. Without a continuation it begins the text. */
  begin(rung: Rung, continuation: Continuation | undefined, tokenizer: string | undefined): GenerateRequest;
  /** What a rung is asked now; without a mode it begins the text. Undefined when every allowed token is delivered. */
  requestFor(rung: Rung, mode: ContinuationMode | undefined): GenerateRequest | undefined;
  /** Reads what that backend tells. The text of its pieces is final. Closed before its end, the text waits for the next backend. */
  reader<Answer>(
    clock: Clock,
    answerOf: (generated: GeneratedText) => Answer | Promise<Answer>,
  ): GenerationReader<Answer>;
  /** The whole, where every allowed token was delivered before the last record came; else undefined. */
  spent(): GeneratedText | undefined;
}

/** Nothing has been asked. `holdsToken`: some backend that may go on needs the last token held back. */
export function openGeneration(first: GenerateRequest, options: { readonly holdsToken: boolean }): Generation {
  let ledger = openLedger(first, options);
  let writers: readonly Rung[] = [];
  let rung: Rung | undefined;
  let ttftMs: number | undefined;
  let unshownTokens = 0;
  const logprobs = segmentLogprobs();

  const take = (step: LedgerStep): TextPiece | undefined => {
    ledger = step.ledger;
    if (step.kind === "mismatch") {
      throw new ProxyError("failover-mismatch", step.mismatch.message, { backend: rung?.backend.id });
    }
    if (!step.released) return undefined;
    if (rung && writers.at(-1) !== rung) writers = [...writers, rung];
    const piece = { kind: "text" as const, text: step.released.text, tokens: Math.max(1, unshownTokens) };
    unshownTokens = 0;
    return piece;
  };
  const whole = (end: GenerateEnd, engineMs?: number): GeneratedText => ({
    text: ledger.delivered,
    logprobs: logprobs.all(),
    end,
    ttftMs,
    engineMs,
  });
  const requestFor = (
    { engineModel: model }: Rung,
    mode: ContinuationMode | undefined,
  ): GenerateRequest | undefined => {
    const asked = mode && continuationRequest(ledger, mode);
    if (asked?.kind === "budget-spent") return undefined;
    return { ...(asked ? continuingRequest(first, asked) : first), model };
  };

  return {
    get ledger() {
      return ledger;
    },
    get writers() {
      return writers;
    },
    begin(next, continuation, tokenizer) {
      if (ledger.delivered === "") ledger = openLedger(first, options);
      const request = requestFor(next, continuation?.mode);
      if (!request) throw new ProxyError("internal", "a whole text was to be gone on with");
      const { mode, reason } = continuation ?? { mode: "start" as const, reason: "start" as const };
      const { model } = request;
      rung = next;
      ledger = beginSegment(ledger, { backend: next.backend.id, model, mode, reason, tokenizer });
      unshownTokens = 0;
      logprobs.begin(mode === "start" || mode === "restart");
      return request;
    },
    requestFor,
    reader(clock, answerOf) {
      const began = clock.now();
      const before = tokensBefore(ledger);
      const alone = isFirst(ledger);
      let end: GenerateEnd | undefined;
      return {
        begin(begin) {
          if (fromTheStart(ledger)) ledger = noteRendering(ledger, renderingOf(begin));
        },
        delta(delta) {
          unshownTokens = writesAnew(ledger) ? 0 : unshownTokens + leastTokens(delta);
          const piece = take(acceptText(ledger, enginePiece(delta)));
          const { state } = ledger;
          const at = state.kind === "writing" ? state.position : ledger.delivered.length;
          if (delta.text !== "") ttftMs ??= clock.now() - began;
          if (delta.text !== "" || delta.logprobs.length > 0) logprobs.note(at, delta.logprobs);
          if (state.kind === "finished") end = stopped(ledger);
          return piece;
        },
        isWhole: () => ledger.state.kind === "finished",
        end(record) {
          const anew = fromTheStart(ledger);
          const piece = take(finishText(ledger, record.usage?.tokensOut));
          end = anew ? record : joined(record, before);
          return piece;
        },
        answer(engineMs) {
          if (!end) throw new ProxyError("internal", "an answer was made before its text had ended");
          return answerOf(whole(end, alone ? engineMs : undefined));
        },
        closed() {
          if (ledger.state.kind !== "writing") return;
          ledger = breakSegment(ledger);
          logprobs.cut(ledger.delivered.length);
        },
      };
    },
    spent() {
      if (ledger.delivered === "" || remainingTokens(ledger) !== 0) return undefined;
      return whole(GenerateEnd.fromPartial({ finishReason: "length", usage: { tokensOut: countedTokens(ledger) } }));
    },
  };
}

/** Whether more than one model wrote a text. */
export function isOfManyModels(writers: readonly Rung[]): boolean {
  return writers.some((writer, index) => index > 0 && writers[0] !== undefined && !sameModel(writers[0], writer));
}

/** Whether the backend that writes was asked what the first one was asked. */
function fromTheStart({ state }: Ledger): boolean {
  return state.kind === "writing" && (state.start.mode === "start" || state.start.mode === "restart");
}

/** Whether no other backend was asked before the one that writes. */
function isFirst({ state }: Ledger): boolean {
  return state.kind === "writing" && state.start.mode === "start";
}

/** Whether the backend that writes is still at text that was delivered before. */
function writesAnew({ state, delivered }: Ledger): boolean {
  return state.kind === "writing" && state.position < delivered.length;
}

/** Tokens that were delivered before the segment that has just begun; undefined when some engine does not tell. */
function tokensBefore({ state }: Ledger): number | undefined {
  const mark = state.kind === "writing" ? state.marks[0] : undefined;
  return mark?.exact === true ? mark.tokens : undefined;
}

function countedTokens({ mark }: Ledger): number | undefined {
  return mark.exact ? mark.tokens : undefined;
}

/** The engine was left at a stop string that it did not see. */
function stopped(ledger: Ledger): GenerateEnd {
  return GenerateEnd.fromPartial({ finishReason: "stop", usage: { tokensOut: countedTokens(ledger) } });
}

/** A final record for the whole text: the engine's own counts what it wrote, after a prompt with what others wrote. */
function joined(end: GenerateEnd, before: number | undefined): GenerateEnd {
  const own = end.usage?.tokensOut;
  const tokensOut = own === undefined || before === undefined ? undefined : before + own;
  return GenerateEnd.fromPartial({ ...end, usage: { tokensOut } });
}

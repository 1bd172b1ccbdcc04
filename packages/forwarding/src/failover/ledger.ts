import type { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { startMark, type TokenGroup, type TokenMark } from "./token-mark.js";
import type { Trigger } from "./triggers.js";

/** How a backend is made to go on with a text that it did not write. Strongest first. */
export const continuationModes = ["token-ids", "raw", "prefill", "restart"] as const;

/** One of them. `restart` runs the generation again and suppresses what was delivered. */
export type ContinuationMode = (typeof continuationModes)[number];

/** What a segment begins with. */
export interface SegmentStart {
  readonly backend: string;
  /** The engine's name. */
  readonly model: string;
  /** `start`: nothing came before. */
  readonly mode: "start" | ContinuationMode;
  readonly reason: "start" | Trigger;
  /** Digest of the tokenizer, where the backend tells token ids. */
  readonly tokenizer: string | undefined;
}

/** The part of a generation that one backend wrote. The segments cover the delivered text without gap or overlap. */
export interface Segment extends SegmentStart {
  /** Where its delivered text begins, in Unicode scalar values. */
  readonly from: number;
  /** Where it ends. Equal to `from` when nothing of it was delivered. */
  readonly to: number;
  /** Tokens that the engine made there: delivered, suppressed and dropped ones. */
  readonly tokens: number;
  readonly ended: "final-record" | "stop-string" | "broken" | "mismatch";
}

/** The prompt as an engine saw it. Made once, by the first backend, and never again elsewhere: two renderings may differ. */
export interface Rendering {
  /** Digest of the template, or of the model that has it. */
  readonly template: string;
  readonly text: string;
  readonly tokenizer: string | undefined;
  /** Undefined: the engine does not tell them. */
  readonly tokenIds: readonly number[] | undefined;
}

/** A segment that is being written. Positions are UTF-16 units of the generation's text. */
export interface OpenSegment {
  readonly kind: "writing";
  readonly start: SegmentStart;
  readonly from: number;
  /** How far its text has come. Before the end of the delivered text it is compared and suppressed. */
  readonly position: number;
  /** Text after the delivered one: the held tail. */
  readonly tail: string;
  /** How much of the tail is not provisional. */
  readonly firm: number;
  /** The half of a character that waits for its other half. */
  readonly half: string;
  /** Where its tokens end, from the last one that was delivered. */
  readonly marks: readonly TokenMark[];
  /** Tokens after the last mark: their text is not there yet. */
  readonly unplaced: TokenGroup;
  readonly tokens: number;
}

/** What a generation is doing. */
type LedgerState =
  /** No backend writes: before the first segment, and between two. */
  | { readonly kind: "waiting" }
  | OpenSegment
  /** All of the text was delivered. */
  | { readonly kind: "finished"; readonly because: "final-record" | "stop-string" };

/**
 * What is known of one generation over all the backends that write it. A value: every step gives a new one. What was delivered is
 * never delivered again and never changes.
 */
export interface Ledger {
  readonly request: GenerateRequest;
  /** Whether the last token is held back, because some backend that may go on has trouble where tokens are cut. */
  readonly holdsToken: boolean;
  readonly rendering: Rendering | undefined;
  /** Those that have ended. */
  readonly segments: readonly Segment[];
  readonly delivered: string;
  /** Length of the delivered text in Unicode scalar values: the offset of the next piece. */
  readonly textOffset: number;
  /** Of the next piece. */
  readonly sequence: number;
  /** The last place in the delivered text where a token is known to end. */
  readonly mark: TokenMark;
  readonly state: LedgerState;
}

/** A generation of which nothing has been asked. */
export function openLedger(request: GenerateRequest, { holdsToken }: { readonly holdsToken: boolean }): Ledger {
  return {
    request,
    holdsToken,
    rendering: undefined,
    segments: [],
    delivered: "",
    textOffset: 0,
    sequence: 0,
    mark: startMark,
    state: { kind: "waiting" },
  };
}

/** Takes note of the rendered prompt, and so of the tokenizer of the backend that writes. The first one stays. */
export function noteRendering(ledger: Ledger, rendering: Rendering): Ledger {
  if (ledger.rendering) return ledger;
  const { state } = ledger;
  if (state.kind !== "writing" || state.start.tokenizer !== undefined) return { ...ledger, rendering };
  return { ...ledger, rendering, state: { ...state, start: { ...state.start, tokenizer: rendering.tokenizer } } };
}

/** Tokens that may still be made, the delivered ones taken off; undefined where there is no limit. */
export function remainingTokens({ request, mark }: Ledger): number | undefined {
  const limit = request.options?.maxTokens;
  return limit === undefined ? undefined : Math.max(0, limit - mark.tokens);
}

/** The texts that end a generation, as the ledger compares them. */
export function stopsOf({ request }: Ledger): readonly string[] {
  return (request.options?.stop ?? []).filter((stop) => stop !== "").map((stop) => stop.toWellFormed());
}

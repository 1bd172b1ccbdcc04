import { scalarCount } from "@compute-proxy/core";
import { endsWithin, releasable } from "./held-tail.js";
import { type Ledger, type OpenSegment, stopsOf } from "./ledger.js";
import { compareDelivered, endedEarly, type Mismatch } from "./compare-delivered.js";
import { endSegment, writing } from "./segment-steps.js";
import { completedStop } from "./stop-strings.js";
import { joinTokens, markAfter, noTokens, type TokenGroup, type TokenMark } from "./token-mark.js";
import { leastTokens } from "../least-tokens.js";
import { wholeCharacters } from "./whole-characters.js";

/** What an engine wrote since the last piece. */
export interface EnginePiece {
  readonly text: string;
  /** Tokens behind it; undefined when the engine does not tell. */
  readonly tokens: number | undefined;
  /** In how many pieces the engine sent it. Default one. */
  readonly pieces?: number | undefined;
  readonly tokenIds: readonly number[] | undefined;
  /** Whether the engine may still take it back. It stands once text that is not provisional follows, or the end. */
  readonly provisional: boolean;
}

/** Text for the client. Final: it never comes again and never changes. */
export interface ReleasedText {
  /** 0, 1, 2, ... in one generation. */
  readonly sequence: number;
  /** Where it begins, in Unicode scalar values. */
  readonly textOffset: number;
  readonly text: string;
}

/** What came of a piece, or of the end. */
export type LedgerStep =
  | { readonly kind: "writing"; readonly ledger: Ledger; readonly released: ReleasedText | undefined }
  /** All of the text is delivered. By a stop string: abort the engine. */
  | { readonly kind: "finished"; readonly ledger: Ledger; readonly released: ReleasedText | undefined }
  /** The text is not the one that was delivered. Nothing of it is shown, and its segment has ended. */
  | { readonly kind: "mismatch"; readonly ledger: Ledger; readonly mismatch: Mismatch };

/** Text has come: what was delivered before is compared and suppressed, the rest is shown as far as it would survive a cut. */
export function acceptText(ledger: Ledger, piece: EnginePiece): LedgerStep {
  const before = writing(ledger);
  const { text, half } = wholeCharacters(before.half, piece.text);
  const compared = compareDelivered(ledger, before, text);
  if (compared.kind === "mismatch") return mismatched(ledger, before, tokensOf(piece).tokens, compared);
  const tail = before.tail + compared.rest;
  const firm = piece.provisional ? before.firm : tail.length;
  const position = before.position + text.length;
  const placed = place({ ...before, position, tail, firm, half }, piece, ledger.delivered.length);

  const stops = stopsOf(ledger);
  const stop = completedStop(tail, stops, before.tail.length);
  if (stop) return finished(ledger, placed, stop.start, "stop-string");
  const tokenEnds = ledger.holdsToken ? endsWithin(placed.marks, ledger.delivered.length) : undefined;
  return { kind: "writing", ...release(ledger, placed, releasable(tail, { stops, firm, tokenEnds })) };
}

/** The final record has come: the held tail is shown. `tokensOut` is the engine's own figure for its segment. */
export function finishText(ledger: Ledger, tokensOut: number | undefined): LedgerStep {
  const open = writing(ledger);
  const tokens = tokensOut ?? open.tokens;
  const mismatch = endedEarly(ledger, open);
  if (mismatch) return mismatched(ledger, { ...open, tokens }, 0, mismatch);
  const tail = open.tail + open.half.toWellFormed();
  return finished(ledger, { ...open, tokens, tail }, tail.length, "final-record");
}

/** The tokens of a piece get their place in the text, but for those whose character is not whole yet. */
function place(open: OpenSegment, piece: EnginePiece, delivered: number): OpenSegment {
  const group = tokensOf(piece);
  const unplaced = joinTokens(open.unplaced, group);
  const tokens = open.tokens + group.tokens;
  const last = open.marks.at(-1);
  if (open.half !== "" || last === undefined || open.position === last.at) return { ...open, unplaced, tokens };
  const mark = markAfter(last, unplaced, open.position, open.start.tokenizer);
  const marks = mark.at <= delivered ? [mark] : [...open.marks, mark];
  return { ...open, marks, unplaced: noTokens, tokens };
}

function tokensOf(piece: EnginePiece): TokenGroup {
  return { tokens: leastTokens(piece), exact: piece.tokens !== undefined, ids: piece.tokenIds };
}

/** The first `length` units of the tail go to the client. */
function release(
  ledger: Ledger,
  open: OpenSegment,
  length: number,
): { readonly ledger: Ledger; readonly released: ReleasedText | undefined } {
  if (length === 0) return { ledger: { ...ledger, state: open }, released: undefined };
  const text = open.tail.slice(0, length);
  const delivered = ledger.delivered + text;
  const passed = open.marks.findLastIndex(({ at }) => at <= delivered.length);
  return {
    released: { sequence: ledger.sequence, textOffset: ledger.textOffset, text },
    ledger: {
      ...ledger,
      delivered,
      textOffset: ledger.textOffset + scalarCount(text),
      sequence: ledger.sequence + 1,
      mark: laterMark(ledger.mark, open.marks[passed]),
      state: {
        ...open,
        tail: open.tail.slice(length),
        firm: Math.max(0, open.firm - length),
        marks: open.marks.slice(Math.max(0, passed)),
      },
    },
  };
}

/** The last `length` units of the generation go to the client. */
function finished(
  ledger: Ledger,
  open: OpenSegment,
  length: number,
  because: "final-record" | "stop-string",
): LedgerStep {
  const { ledger: shown, released } = release(ledger, open, length);
  const ended = endSegment(shown, open.start, open.tokens, because);
  return { kind: "finished", ledger: { ...ended, state: { kind: "finished", because } }, released };
}

/** A restart whose tokens come in larger pieces may have passed none yet where an earlier segment had. */
function laterMark(known: TokenMark, passed: TokenMark | undefined): TokenMark {
  return passed && passed.at >= known.at ? passed : known;
}

function mismatched(ledger: Ledger, { start, tokens }: OpenSegment, more: number, mismatch: Mismatch): LedgerStep {
  return { kind: "mismatch", ledger: endSegment(ledger, start, tokens + more, "mismatch"), mismatch };
}

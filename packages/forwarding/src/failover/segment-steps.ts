import { ProxyError } from "@compute-proxy/core";
import type { Ledger, OpenSegment, Segment, SegmentStart } from "./ledger.js";
import { noTokens, startMark, type TokenMark } from "./token-mark.js";

/** A backend begins to write. Nothing may be writing, and `start` and a restart's mode must fit what was delivered. */
export function beginSegment(ledger: Ledger, start: SegmentStart): Ledger {
  if (ledger.state.kind !== "waiting") throw misused(`a segment began while it was ${ledger.state.kind}`);
  if (start.mode === "start" && ledger.segments.length > 0) throw misused("a generation was started twice");
  const mark = firstMark(ledger, start);
  const state: OpenSegment = {
    kind: "writing",
    start,
    from: mark.at,
    position: mark.at,
    tail: "",
    firm: 0,
    half: "",
    marks: [mark],
    unplaced: noTokens,
    tokens: 0,
  };
  return { ...ledger, state };
}

/** The backend is left, or has left. Its held tail is dropped: the next one writes it anew. */
export function breakSegment(ledger: Ledger): Ledger {
  const { start, tokens } = writing(ledger);
  return endSegment(ledger, start, tokens, "broken");
}

/** The ledger with its segment ended at what is delivered now. */
export function endSegment(ledger: Ledger, start: SegmentStart, tokens: number, ended: Segment["ended"]): Ledger {
  const from = ledger.segments.at(-1)?.to ?? 0;
  const segment: Segment = { ...start, from, to: ledger.textOffset, tokens, ended };
  return { ...ledger, segments: [...ledger.segments, segment], state: { kind: "waiting" } };
}

/** The segment that is being written. */
export function writing({ state }: Ledger): OpenSegment {
  if (state.kind !== "writing") throw misused(`text came while the generation was ${state.kind}`);
  return state;
}

/** Where the text of a new segment begins, and the tokens up to there. */
function firstMark({ delivered, mark }: Ledger, { mode }: SegmentStart): TokenMark {
  switch (mode) {
    case "start":
    case "restart":
      return startMark;
    case "token-ids":
      return mark;
    case "raw":
    case "prefill":
      // The text is cut into tokens anew there, so the old ids say nothing of it.
      return { ...mark, at: delivered.length, trail: { kind: "unknown" } };
  }
}

function misused(what: string): ProxyError {
  return new ProxyError("internal", `failover ledger: ${what}`);
}

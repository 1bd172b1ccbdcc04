import { acceptText, finishText, type LedgerStep, type ReleasedText } from "../accept-text.js";
import { continuationRequest } from "../continuation-request.js";
import { type ContinuationMode, type Ledger, noteRendering, openLedger } from "../ledger.js";
import { beginSegment, breakSegment } from "../segment-steps.js";
import { trailIds } from "../token-mark.js";
import { piecesOf, rendering, requestOf, type Script } from "./deterministic-engine.js";

/** The steps of a ledger, so that a broken one can be put in. */
export interface LedgerSteps {
  readonly begin: typeof beginSegment;
  readonly accept: typeof acceptText;
  readonly finish: typeof finishText;
  readonly break: typeof breakSegment;
}

export const soundSteps: LedgerSteps = {
  begin: beginSegment,
  accept: acceptText,
  finish: finishText,
  break: breakSegment,
};

/** One change of the backend: after how many pieces of the segment, and how the next one goes on. */
export interface Cut {
  readonly afterPieces: number;
  readonly mode: ContinuationMode;
}

/** What the client got of a generation, and the ledger at its end. */
export interface Played {
  readonly releases: readonly ReleasedText[];
  readonly ledger: Ledger;
}

/** Plays a generation with its cuts. A cut after the end of the text does not happen. Throws when the text is taken for another. */
export function play(script: Script, cuts: readonly Cut[], holdsToken: boolean, steps: LedgerSteps): Played {
  const releases: ReleasedText[] = [];
  let ledger = noteRendering(openLedger(requestOf(script), { holdsToken }), rendering);
  const take = (step: LedgerStep): void => {
    if (step.kind === "mismatch") throw new Error(step.mismatch.message);
    ledger = step.ledger;
    if (step.released) releases.push(step.released);
  };

  for (let round = 0; ; round += 1) {
    const mode = round === 0 ? "start" : possibleMode(ledger, cuts[round - 1]?.mode ?? "raw");
    const asked = mode === "start" ? undefined : continuationRequest(ledger, mode);
    if (asked?.kind === "budget-spent") return { releases, ledger };
    const reason = round === 0 ? "start" : "engine-died";
    ledger = steps.begin(ledger, { backend: `b${round}`, model: "m", mode, reason, tokenizer: "v" });
    const pieces = piecesOf(script, asked);
    const cut = cuts[round]?.afterPieces ?? Infinity;
    for (const piece of pieces.slice(0, cut)) if (ledger.state.kind === "writing") take(steps.accept(ledger, piece));
    if (ledger.state.kind === "writing" && cut >= pieces.length) take(steps.finish(ledger, undefined));
    if (ledger.state.kind === "finished") return { releases, ledger };
    ledger = steps.break(ledger);
  }
}

/** Ids are no longer known after a segment that was not continued by ids. */
function possibleMode(ledger: Ledger, mode: ContinuationMode): ContinuationMode {
  return mode === "token-ids" && !trailIds(ledger.mark.trail, "v") ? "raw" : mode;
}

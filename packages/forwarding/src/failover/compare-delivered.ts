import { scalarCount } from "@compute-proxy/core";
import type { Ledger, OpenSegment } from "./ledger.js";
import { splitsCharacter } from "./whole-characters.js";

/** A backend wrote something else than what the client already has. */
export interface Mismatch {
  readonly kind: "mismatch";
  /** The first character that differs, in Unicode scalar values. */
  readonly textOffset: number;
  /** For people. Without any of the text. */
  readonly message: string;
}

/** Text of a segment less what the client already has. */
export type Compared = { readonly kind: "same"; readonly rest: string } | Mismatch;

/** Compares text at a segment's position with what was delivered. */
export function compareDelivered(ledger: Ledger, open: OpenSegment, text: string): Compared {
  const { delivered } = ledger;
  const length = Math.max(0, Math.min(delivered.length - open.position, text.length));
  for (let index = 0; index < length; index += 1) {
    if (text.charCodeAt(index) !== delivered.charCodeAt(open.position + index)) {
      return differs(ledger, open, open.position + index, "continued differently");
    }
  }
  return { kind: "same", rest: text.slice(length) };
}

/** Whether a segment that has ended wrote less than was delivered. */
export function endedEarly(ledger: Ledger, open: OpenSegment): Mismatch | undefined {
  return open.position < ledger.delivered.length ? differs(ledger, open, open.position, "ended") : undefined;
}

function differs({ delivered, textOffset: shown }: Ledger, { start }: OpenSegment, at: number, what: string): Mismatch {
  const textOffset = scalarCount(delivered.slice(0, splitsCharacter(delivered, at) ? at - 1 : at));
  const { backend, mode } = start;
  const message =
    `backend "${backend}" ${what} at character ${textOffset} of the ${shown} that the client already has (${mode}): ` +
    "its text was not shown; set temperature 0 or a seed, or use a backend that can continue a text";
  return { kind: "mismatch", textOffset, message };
}

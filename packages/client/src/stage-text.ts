import { scalarCount } from "@compute-proxy/core";
import { ComputeError } from "./compute-error.js";

/** The text of one stage as far as it has come. */
export interface StageText {
  readonly text: string;
  /** Its length in Unicode scalar values, which is what offsets count. */
  readonly length: number;
}

/** Nothing has come yet. */
export const noText: StageText = { text: "", length: 0 };

/** The text with a piece more. Throws DATA_LOSS when the piece does not begin where the text ends. */
export function withPiece(before: StageText, text: string, textOffset: number): StageText {
  if (textOffset !== before.length) throw doesNotFit(before.length, textOffset);
  return { text: before.text + text, length: before.length + scalarCount(text) };
}

/** What stands of a text, and what is taken back. Throws DATA_LOSS when it never reached that offset. */
export function takenBackFrom(before: StageText, textOffset: number): { stands: StageText; takenBack: string } {
  if (textOffset > before.length) throw doesNotFit(before.length, textOffset);
  const characters = Array.from(before.text);
  const text = characters.slice(0, textOffset).join("");
  return { stands: { text, length: textOffset }, takenBack: characters.slice(textOffset).join("") };
}

function doesNotFit(length: number, offset: number): ComputeError {
  const what = offset > length ? "a part is missing" : "a part came twice";
  const message = `the text ends at character ${length} and goes on at ${offset}: ${what}; what came so far is not an answer`;
  return new ComputeError("DATA_LOSS", message);
}

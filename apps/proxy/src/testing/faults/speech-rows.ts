import type { FaultRow, Outcome } from "./fault-row.js";

/** The calls of speech that meet a fault. */
export type SpeechCall = "Transcribe" | "Synthesize";

/** A fault of an engine that hears or speaks. `text` is what becomes of the call. */
export interface SpeechRow extends FaultRow {
  readonly call: SpeechCall;
  readonly text: Outcome;
}

const failed: Outcome = { kind: "nothing", status: "UNAVAILABLE", reason: "engine-failed", attempts: 2 };
const unreadable: Outcome = { kind: "nothing", status: "UNAVAILABLE", reason: "engine-unreadable", attempts: 2 };
const page = /It works|</u;

/**
 * Rows 44 and 45. That whisper-server answers with the text of the request before cannot be told from its answer; the adapter
 * does not ask for what makes it do so.
 */
export const speechRows: readonly SpeechRow[] = [
  { row: "44", name: "whisper: 500", call: "Transcribe", fault: { fault: "http-500" }, text: failed },
  {
    row: "44b",
    name: "whisper: a page of HTML with 200",
    call: "Transcribe",
    fault: { fault: "html" },
    leaks: page,
    text: unreadable,
  },
  {
    row: "44c",
    name: "whisper: an empty text, which is an answer",
    call: "Transcribe",
    fault: { fault: "empty-text" },
    text: { kind: "fine" },
  },
  { row: "45", name: "Piper: an empty body", call: "Synthesize", fault: { fault: "empty" }, text: unreadable },
  {
    row: "45b",
    name: "Piper: a page of HTML with 200",
    call: "Synthesize",
    fault: { fault: "html" },
    leaks: page,
    text: unreadable,
  },
  {
    row: "45c",
    name: "Piper: half a WAV, of which frames were passed on",
    call: "Synthesize",
    fault: { fault: "cut-wav" },
    text: { kind: "broken", status: "UNAVAILABLE", reason: "engine-unreadable", goesOn: "never" },
  },
  { row: "45d", name: "Piper: 500", call: "Synthesize", fault: { fault: "http-500" }, text: failed },
];

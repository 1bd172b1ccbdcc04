import type { Audio, Payload } from "@compute-proxy/api";
import { joinAudio, writeWav } from "@compute-proxy/audio";
import { scalarCount } from "@compute-proxy/core";
import type { RunEvent } from "../event.js";
import type { Showing } from "./showing.js";
import type { StagePiece } from "./stage-work.js";

/** Whose a piece is. */
interface PieceOrigin {
  readonly attempt: number;
  /** Whether its answer may still be given up for another one. */
  readonly mayBeTakenBack: boolean;
}

/** What the client has of a stage, whichever attempts it came from. */
export interface ShownPieces {
  /** A piece has come: the event that shows it with what waited before it, where it is shown by now. */
  add(piece: StagePiece, origin: PieceOrigin): RunEvent | undefined;
  /** The answer so far is given up: the event that takes back what was shown of it. */
  drop(reason: string): RunEvent | undefined;
  /** An answer is chosen: the events after which the client has its text and nothing else. */
  settle(text: string, attempt: number, reason: string): readonly RunEvent[];
  /** Whether the client has anything. */
  any(): boolean;
  /** Whether it has anything that cannot be taken back. */
  isFinal(): boolean;
  /** Everything that it has, in one payload; undefined when that is nothing. */
  partial(): Payload | undefined;
}

/** Nothing has been shown yet. */
export function shownPieces(stageId: string, showing: Showing): ShownPieces {
  const frames: Audio[] = [];
  let texts: string[] = [];
  let waiting = { text: "", tokens: 0 };
  let textOffset = 0;
  let sequence = 0;
  let final = false;
  let writer = 0;

  const showText = (text: string, attempt: number, provisional: boolean): RunEvent => {
    const value = { stageId, attempt, text, textOffset, sequence, provisional };
    texts.push(text);
    textOffset += scalarCount(text);
    sequence += 1;
    final ||= !provisional;
    writer = attempt;
    return { $case: "textDelta", value };
  };
  const drop = (reason: string): RunEvent | undefined => {
    waiting = { text: "", tokens: 0 };
    if (texts.length === 0) return undefined;
    texts = [];
    textOffset = 0;
    return { $case: "retracted", value: { stageId, attempt: writer, textOffset, reason } };
  };

  return {
    add(piece, { attempt, mayBeTakenBack }) {
      if (showing.kind === "never" || showing.kind === "at-end") return undefined;
      if (piece.kind === "audio") {
        frames.push(piece.audio);
        final = true;
        return { $case: "audioDelta", value: { stageId, attempt, audio: piece.audio } };
      }
      if (showing.kind !== "after-tokens") {
        return showText(piece.text, attempt, showing.kind === "provisional" && mayBeTakenBack);
      }
      waiting = { text: waiting.text + piece.text, tokens: waiting.tokens + (piece.tokens ?? 1) };
      if (waiting.tokens < showing.tokens) return undefined;
      const { text } = waiting;
      waiting = { text: "", tokens: waiting.tokens };
      return showText(text, attempt, false);
    },
    drop,
    settle(text, attempt, reason) {
      if (showing.kind === "never" || showing.kind === "live" || texts.join("") === text) return [];
      const retracted = drop(reason);
      return [...(retracted ? [retracted] : []), ...(text === "" ? [] : [showText(text, attempt, false)])];
    },
    any: () => texts.length > 0 || frames.length > 0,
    isFinal: () => final,
    partial() {
      if (texts.length > 0) return { kind: { $case: "text", value: texts.join("") } };
      if (frames.length > 0) return { kind: { $case: "audio", value: writeWav(joinAudio(frames)) } };
      return undefined;
    },
  };
}

import type { Audio, Payload } from "@compute-proxy/api";
import { joinAudio, writeWav } from "@compute-proxy/audio";
import { scalarCount } from "@compute-proxy/core";
import type { RunEvent } from "../event.js";
import type { StagePiece } from "./stage-work.js";

/** What the client has seen of an attempt. */
export interface ShownPieces {
  /** The event for the next piece, which counts as shown from now on. */
  show(piece: StagePiece): RunEvent;
  /** Everything that was shown, in one payload; undefined when nothing was. */
  partial(): Payload | undefined;
}

/** Nothing has been shown yet. */
export function shownPieces(stageId: string, attempt: number): ShownPieces {
  const texts: string[] = [];
  const frames: Audio[] = [];
  let textOffset = 0;
  return {
    show(piece) {
      if (piece.kind === "audio") {
        frames.push(piece.audio);
        return { $case: "audioDelta", value: { stageId, attempt, audio: piece.audio } };
      }
      const event: RunEvent = { $case: "textDelta", value: { stageId, attempt, text: piece.text, textOffset } };
      texts.push(piece.text);
      textOffset += scalarCount(piece.text);
      return event;
    },
    partial() {
      if (texts.length > 0) return { kind: { $case: "text", value: texts.join("") } };
      if (frames.length > 0) return { kind: { $case: "audio", value: writeWav(joinAudio(frames)) } };
      return undefined;
    },
  };
}

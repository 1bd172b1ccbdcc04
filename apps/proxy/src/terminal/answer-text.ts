import type { Retracted, TextDelta } from "@compute-proxy/api";
import type { Style } from "./style.js";

/** The text of answers as it comes, set off from the lines about it. */
export interface AnswerText {
  /** Writes a piece. Behind "|" it stands, behind "~" it may be taken back; "..." in front: it goes on with what another backend began. */
  show(delta: TextDelta): void;
  /** Ends the line of a text, if one is open. */
  end(): void;
  /** Remembers that shown text no longer counts. */
  takeBack(retracted: Retracted): void;
  /** Whether the text of a stage was shown whole: from its first character, in one piece. */
  isWhole(stageId: string): boolean;
}

interface OpenText {
  readonly stageId: string;
  readonly provisional: boolean;
}

/** Writes on `notes`. */
export function answerText(notes: NodeJS.WritableStream, style: Style): AnswerText {
  const shown = new Set<string>();
  const broken = new Set<string>();
  let open: OpenText | undefined;
  const end = (): void => {
    if (open) notes.write("\n");
    open = undefined;
  };
  return {
    end,
    show({ stageId, text, textOffset, provisional }) {
      if (open?.stageId !== stageId || open.provisional !== provisional) {
        end();
        notes.write(style.dim(`    ${provisional ? "~" : "|"} ${textOffset > 0 ? "..." : ""}`));
        if (textOffset > 0) broken.add(stageId);
      }
      open = { stageId, provisional };
      shown.add(stageId);
      notes.write(style.dim(text.replaceAll("\n", `\n    ${provisional ? "~" : "|"} `)));
    },
    takeBack: ({ stageId }) => void broken.add(stageId),
    isWhole: (stageId) => shown.has(stageId) && !broken.has(stageId),
  };
}

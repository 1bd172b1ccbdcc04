import type { GenerateStreamResponse } from "@compute-proxy/api";
import { ComputeError } from "./compute-error.js";
import { noText, withPiece } from "./stage-text.js";
import type { EndedText, ShownText } from "./text-step.js";
import { untilTerminal } from "./until-terminal.js";

/**
 * The text of GenerateStream: pieces, none of which is taken back, and at last the whole with the message that has the metadata.
 * Throws DATA_LOSS when a piece is missing or came twice, or when the stream ends without `done`.
 */
export async function* generatedText(
  messages: AsyncIterable<GenerateStreamResponse>,
): AsyncGenerator<ShownText | EndedText<GenerateStreamResponse>, void, undefined> {
  let current = noText;
  let expected = 0;
  const response = yield* untilTerminal(messages, {
    isTerminal: ({ done }) => done === true,
    toStep({ token, sequence, textOffset }): ShownText {
      if (sequence !== expected) throw outOfOrder(expected, sequence);
      expected += 1;
      current = withPiece(current, token, textOffset);
      return { kind: "text", stageId: "", text: token, textOffset, provisional: false, current: current.text };
    },
  });
  yield { kind: "end", text: current.text, response };
}

function outOfOrder(expected: number, found: number): ComputeError {
  const message = `piece ${found} came where piece ${expected} was due: what came so far is not an answer`;
  return new ComputeError("DATA_LOSS", message);
}

import { ExecutePipelineResponse, type PipelineStreamResponse } from "@compute-proxy/api";
import { type AnswerText, answerText } from "./answer-text.js";
import { eventLine } from "./event-lines.js";
import type { Style } from "./style.js";

/** Where a run is printed. */
export interface RunPrinter {
  readonly out: NodeJS.WritableStream;
  /** Whether `out` and `notes` are read side by side by a person. */
  readonly isTerminal: boolean;
  readonly notes: NodeJS.WritableStream;
  readonly style: Style;
  /** Print the result as one JSON document in place of the text. */
  readonly json: boolean;
}

/**
 * Prints a run as it happens: what it does on `notes`, the text of the last stage that ran on `out`. An answer that moved or was taken
 * back while it was shown is printed whole in the end, also for a person. Resolves with the result.
 */
export async function printRun(
  events: AsyncIterable<PipelineStreamResponse>,
  printer: RunPrinter,
): Promise<ExecutePipelineResponse | undefined> {
  const text = answerText(printer.notes, printer.style);
  let result: ExecutePipelineResponse | undefined;
  try {
    for await (const message of events) {
      const { event } = message;
      if (event?.$case === "textDelta" && !printer.json) text.show(event.value);
      if (event?.$case === "retracted") text.takeBack(event.value);
      const line = eventLine(message, printer.style);
      if (line !== undefined) {
        text.end();
        printer.notes.write(`${line}\n`);
      }
      if (event?.$case === "runEnd") result = event.value;
    }
  } finally {
    // What is said of a text that breaks off stands on a line of its own.
    text.end();
  }
  if (result && !wasShown(result, text, printer)) printResult(result, printer);
  return result;
}

/** A person at a terminal has already read the text; a pipe has not. */
function wasShown(result: ExecutePipelineResponse, text: AnswerText, { json, isTerminal }: RunPrinter): boolean {
  const last = result.stageResults.findLast(({ success }) => success === true);
  return isTerminal && !json && last !== undefined && text.isWhole(last.stageId);
}

function printResult(result: ExecutePipelineResponse, { out, notes, json }: RunPrinter): void {
  if (json) {
    out.write(`${JSON.stringify(ExecutePipelineResponse.toJSON(result), null, 2)}\n`);
    return;
  }
  const { kind } = result.finalOutput ?? {};
  if (kind?.$case === "text") out.write(`${kind.value}\n`);
  else if (kind?.$case === "audio") notes.write(`the answer is speech (${kind.value.data.length} bytes of WAV)\n`);
  else if (kind?.$case === "embedding") out.write(`${JSON.stringify(kind.value.values)}\n`);
}

import { ExecutePipelineResponse, type PipelineStreamResponse } from "@compute-proxy/api";
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
 * Prints a run as it happens: what it does on `notes`, the text of the last stage that ran on `out`. Resolves with the result.
 */
export async function printRun(
  events: AsyncIterable<PipelineStreamResponse>,
  printer: RunPrinter,
): Promise<ExecutePipelineResponse | undefined> {
  let result: ExecutePipelineResponse | undefined;
  let open = false;
  let shownStage: string | undefined;
  for await (const message of events) {
    const { event } = message;
    if (event?.$case === "textDelta" && !printer.json) {
      if (!open) printer.notes.write(printer.style.dim("    | "));
      open = true;
      shownStage = event.value.stageId;
      printer.notes.write(printer.style.dim(event.value.text.replaceAll("\n", "\n    | ")));
    }
    const line = eventLine(message, printer.style);
    if (line !== undefined) {
      if (open) printer.notes.write("\n");
      open = false;
      printer.notes.write(`${line}\n`);
    }
    if (event?.$case === "runEnd") result = event.value;
  }
  if (result && !wasShown(result, shownStage, printer)) printResult(result, printer);
  return result;
}

/** A person at a terminal has already read the text; a pipe has not. */
function wasShown(
  result: ExecutePipelineResponse,
  shownStage: string | undefined,
  { json, isTerminal }: RunPrinter,
): boolean {
  const last = result.stageResults.findLast(({ success }) => success === true);
  return isTerminal && !json && shownStage !== undefined && last?.stageId === shownStage;
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

import type { Pipeline, PipelineInput } from "@compute-proxy/api";
import { printable, type Violation } from "@compute-proxy/core";
import type { PipelineReads } from "./pipeline-reads.js";
import { requestLimits } from "./request-limits.js";
import { unread } from "./unread.js";

/** What is wrong with the text of an input, or with having none. */
export function textViolations(
  pipeline: Pipeline,
  input: PipelineInput | undefined,
  reads: PipelineReads,
): readonly Violation[] {
  const hasMessages = (input?.messages.length ?? 0) > 0;
  const text = input?.text;
  if (text !== undefined && hasMessages) {
    return [{ field: "input.messages", description: "give text or messages, not both" }];
  }
  if (!reads.text) {
    return text === undefined && !hasMessages
      ? []
      : [{ field: hasMessages ? "input.messages" : "input.text", description: unread(pipeline) }];
  }
  if (hasMessages) return [];
  if (text === undefined)
    return [{ field: "input.text", description: `is missing: pipeline "${printable(pipeline.id)}" reads it` }];
  if (text.trim() === "") return [{ field: "input.text", description: "is blank" }];
  return tooLong("input.text", text.length);
}

/** The violation of a text, or of several together, over the limit of texts. */
export function tooLong(field: string, length: number): readonly Violation[] {
  if (length <= requestLimits.text) return [];
  return [{ field, description: `has ${length} characters; at most ${requestLimits.text} are allowed` }];
}

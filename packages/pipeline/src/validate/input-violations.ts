import type { Pipeline, PipelineInput, Stage } from "@compute-proxy/api";
import { printable, toProxyError, type Violation } from "@compute-proxy/core";
import { decodeAudio } from "../speech/decode-audio.js";
import { dataViolations } from "./data-violations.js";
import { documentViolations } from "./document-violations.js";
import { messageViolations } from "./message-violations.js";
import { pipelineReads, type PipelineReads } from "./pipeline-reads.js";
import { textViolations } from "./text-violations.js";
import { unread } from "./unread.js";
import { variableViolations } from "./variable-violations.js";

/** What is wrong with a run's input, for this pipeline: missing, twice, over a limit, or read by no stage. */
export function inputViolations(pipeline: Pipeline, input: PipelineInput | undefined): readonly Violation[] {
  const reads = pipelineReads(pipeline);
  return [
    ...textViolations(pipeline, input, reads),
    ...messageViolations(input?.messages ?? []),
    ...audioViolations(pipeline, input),
    ...documentViolations(input?.documents?.documents ?? []),
    ...dataViolations(input?.data),
    ...unreadKinds(pipeline, input, reads),
    ...variableViolations(pipeline, input?.variables ?? {}, reads),
  ];
}

function audioViolations({ id, stages }: Pipeline, input: PipelineInput | undefined): readonly Violation[] {
  const listener = stages.find(hears);
  if (!listener) return [];
  const field = "input.audio";
  if (!input?.audio) {
    return [
      {
        field,
        description: `is missing: stage "${printable(listener.id)}" of pipeline "${printable(id)}" transcribes it`,
      },
    ];
  }
  try {
    decodeAudio(input.audio);
    return [];
  } catch (error) {
    return [{ field, description: toProxyError(error).message }];
  }
}

function unreadKinds(pipeline: Pipeline, input: PipelineInput | undefined, reads: PipelineReads): readonly Violation[] {
  if (!input) return [];
  const given: ReadonlyArray<readonly [name: string, isGiven: boolean, isRead: boolean]> = [
    ["audio", input.audio !== undefined, pipeline.stages.some(hears)],
    ["embedding", input.embedding !== undefined, false],
    ["documents", input.documents !== undefined, reads.documents],
    ["candidates", input.candidates !== undefined, false],
    ["data", input.data !== undefined, reads.data],
  ];
  return given.flatMap(([name, isGiven, isRead]) =>
    isGiven && !isRead ? [{ field: `input.${name}`, description: unread(pipeline) }] : [],
  );
}

function hears({ type }: Stage): boolean {
  return type === "audio_to_text";
}

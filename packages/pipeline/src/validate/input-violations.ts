import type { Pipeline, PipelineInput, Stage } from "@compute-proxy/api";
import { didYouMean, printable, toProxyError, type Violation } from "@compute-proxy/core";
import { decodeAudio } from "../speech/decode-audio.js";
import { pipelineReads, type PipelineReads } from "./pipeline-reads.js";

const roles: readonly string[] = ["system", "user", "assistant"];
const mostMessages = 256;
/** Longest text of an input, in UTF-16 units: a megabyte is far over what any local model reads. */
const longestText = 1_048_576;

/** What is wrong with a run's input, for this pipeline: missing, twice, too long, or read by no stage. */
export function inputViolations(pipeline: Pipeline, input: PipelineInput | undefined): readonly Violation[] {
  const reads = pipelineReads(pipeline);
  return [
    ...textViolations(pipeline, input, reads),
    ...messageViolations(input),
    ...audioViolations(pipeline, input),
    ...unreadKinds(pipeline, input, reads),
    ...variableViolations(pipeline, input, reads),
  ];
}

function textViolations(
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
  if (text.length > longestText)
    return [{ field: "input.text", description: `has ${text.length} characters; at most ${longestText} are allowed` }];
  return [];
}

function messageViolations(input: PipelineInput | undefined): readonly Violation[] {
  const messages = input?.messages ?? [];
  if (messages.length > mostMessages) {
    return [
      { field: "input.messages", description: `${messages.length} messages; at most ${mostMessages} are allowed` },
    ];
  }
  const length = messages.reduce((sum, { content }) => sum + content.length, 0);
  if (length > longestText) {
    return [{ field: "input.messages", description: `hold ${length} characters; at most ${longestText} are allowed` }];
  }
  const violations = messages.flatMap(({ role, content }, index) => [
    ...(roles.includes(role)
      ? []
      : [
          {
            field: `input.messages[${index}].role`,
            description: `"${printable(role)}" is not a role${didYouMean(role, roles)}; roles are ${roles.join(", ")}`,
          },
        ]),
    ...(content.trim() === "" ? [{ field: `input.messages[${index}].content`, description: "is blank" }] : []),
  ]);
  const last = messages.at(-1);
  if (violations.length > 0 || !last || last.role === "user") return violations;
  return [
    { field: `input.messages[${messages.length - 1}].role`, description: 'the last message must have role "user"' },
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

function variableViolations(
  pipeline: Pipeline,
  input: PipelineInput | undefined,
  reads: PipelineReads,
): readonly Violation[] {
  const given = Object.keys(input?.variables ?? {});
  const missing = reads.requiredVariables.filter((name) => !given.includes(name));
  const unused = given.filter((name) => !reads.variables.has(name));
  return [
    ...missing.map((name) => ({
      field: `input.variables["${printable(name, 64)}"]`,
      description: "is missing: a template or condition reads it",
    })),
    ...unused.map((name) => ({
      field: `input.variables["${printable(name, 64)}"]`,
      description: `${unread(pipeline)}${didYouMean(name, reads.variables)}`,
    })),
  ];
}

function hears({ type }: Stage): boolean {
  return type === "audio_to_text";
}

function unread({ id }: Pipeline): string {
  return `nothing in pipeline "${printable(id)}" reads it`;
}

import type { ChatMessage, Stage } from "@compute-proxy/api";
import { printable, ProxyError } from "@compute-proxy/core";
import { renderTemplate } from "../template/index.js";
import { queryOf, type StageFlow } from "./stage-flow.js";

/** What an engine is asked: a prompt, or a conversation. */
export interface StagePrompt {
  readonly prompt: string;
  readonly messages: readonly ChatMessage[];
}

/**
 * The text that reaches the stage, through its template if it has one. A conversation stays one, with its last message
 * rendered. Throws `input-not-usable` when no text reaches the stage, and `template-failed`.
 */
export function stagePrompt(stage: Stage, flow: StageFlow, preserveContext: boolean): StagePrompt {
  const rendered = stage.inputTransform
    ? renderStage(stage, stage.inputTransform.template, flow, preserveContext)
    : flow.text;
  if (rendered === undefined || rendered.trim() === "") {
    throw new ProxyError(
      "input-not-usable",
      `stage "${printable(stage.id)}": no text reaches it (the stage above gave ${outputName(flow)})`,
      {
        stageId: stage.id,
      },
    );
  }
  if (flow.messages.length === 0) return { prompt: rendered, messages: [] };
  return { prompt: "", messages: [...flow.messages.slice(0, -1), { role: "user", content: rendered }] };
}

/** The text itself: the prompt, or the last message. */
export function promptText({ prompt, messages }: StagePrompt): string {
  return prompt === "" ? (messages.at(-1)?.content ?? "") : prompt;
}

function renderStage(stage: Stage, template: string, flow: StageFlow, preserveContext: boolean): string {
  return renderTemplate(template, {
    input: flow.text ?? "",
    previousOutput: flow.previousOutput,
    query: queryOf(flow.input),
    context: preserveContext ? contextOf(flow) : undefined,
    stages: preserveContext ? stageTexts(flow) : undefined,
    variables: flow.input.variables,
  });
}

/** The newest documents, else the outputs of the earlier stages, joined by a blank line. */
function contextOf(flow: StageFlow): string {
  const newest = flow.output?.kind?.$case === "documents" ? flow.output.kind.value : flow.input.documents;
  if (newest) return newest.documents.map(({ text }) => text).join("\n\n");
  return flow.memories.flatMap(({ text }) => (text === undefined ? [] : [text])).join("\n\n");
}

function stageTexts(flow: StageFlow): ReadonlyMap<string, string> {
  return new Map(flow.memories.flatMap(({ id, text }) => (text === undefined ? [] : [[id, text] as const])));
}

function outputName({ output }: StageFlow): string {
  return output?.kind?.$case ?? "nothing";
}

import type { Pipeline, Stage } from "@compute-proxy/api";
import { type ConditionUse, conditionUse } from "../condition/index.js";
import { type TemplateUse, templateUse } from "../template/index.js";

/** What a pipeline reads of its run's input. */
export interface PipelineReads {
  /** Text, or the conversation in its place. */
  readonly text: boolean;
  readonly documents: boolean;
  readonly data: boolean;
  readonly variables: ReadonlySet<string>;
  /** Those without which a template or condition fails. */
  readonly requiredVariables: readonly string[];
}

/** A definition does not change once it is loaded, and its templates need not be parsed again for each run. */
const alreadyRead = new WeakMap<Pipeline, PipelineReads>();

/** Follows the definition: the first stage, the templates and the conditions. */
export function pipelineReads(pipeline: Pipeline): PipelineReads {
  const known = alreadyRead.get(pipeline);
  if (known) return known;
  const reads = readsOf(pipeline);
  alreadyRead.set(pipeline, reads);
  return reads;
}

function readsOf({ stages }: Pipeline): PipelineReads {
  const templates = stages.flatMap(({ inputTransform }) =>
    inputTransform ? [templateUse(inputTransform.template)] : [],
  );
  const conditions = stages.flatMap(({ when }) => (when ? [conditionUse(when)] : []));
  const uses: ReadonlyArray<TemplateUse | ConditionUse> = [...templates, ...conditions];
  const readsField = (field: "text" | "documents" | "data" | "messages"): boolean =>
    conditions.some(({ inputFields }) => inputFields.includes(field));
  return {
    text:
      firstReadsText(stages[0]) || templates.some(({ query }) => query) || readsField("text") || readsField("messages"),
    documents: templates.some(({ context }) => context) || readsField("documents"),
    data: readsField("data"),
    variables: new Set(uses.flatMap(({ variables }) => variables)),
    requiredVariables: [...new Set(uses.flatMap(({ requiredVariables }) => requiredVariables))],
  };
}

/** A stage without a template takes its text as it is; one that hears or speaks for itself needs none. */
function firstReadsText(stage: Stage | undefined): boolean {
  if (!stage || stage.type === "audio_to_text" || stage.type === "custom") return false;
  return stage.inputTransform ? templateUse(stage.inputTransform.template).input : true;
}

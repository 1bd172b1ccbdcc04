import { hardwareNames } from "./backend-schema.js";
import { flag, id, integer, list, mapOf, name, object, oneOf, text } from "./build.js";
import type { JsonSchema } from "./json-schema.js";
import { laterOptionKeys, laterPipelineKeys } from "./later-keys.js";
import { stageKeys } from "./stage-keys.js";
import { stageSchema } from "./stage-schema.js";

const options = object({
  title: "options",
  description: "Options of the pipeline. A request may override them for one run.",
  later: laterOptionKeys,
  elsewhere: stageKeys,
  properties: {
    enable_streaming: flag(
      "Whether ExecutePipelineStream sends the text as it is produced; false: whole stages only. Default true.",
      true,
    ),
    preserve_context: flag("Whether templates may read .Context and .Stages. Default false.", false),
    continue_on_error: flag("Whether the stages after a failed one still run. Default false.", false),
    collect_metrics: flag(
      "false leaves only forwarded, confidence and attempt_count in the metadata. Default true.",
      true,
    ),
    stage_timeout_ms: integer(
      "Longest time of one stage over all its attempts, in milliseconds. Default: none but the client's deadline.",
      {
        minimum: 1,
        maximum: 86_400_000,
      },
    ),
    latency_critical: flag(
      "Whether stages that name no backend and no hardware prefer the one with the lowest avg_latency_ms. Default false.",
      false,
    ),
  },
});

const tier = object({
  title: "tier",
  description: "A rung of an escalation: a backend (by id or by hardware) and a model.",
  required: ["model"],
  properties: {
    hardware: oneOf(hardwareNames, "The first backend with it that can serve the model. Not together with backend."),
    backend: id("Id of a backend. Not together with hardware."),
    model: name("The model, as pipelines call it."),
  },
});

const pipeline = object({
  title: "pipeline",
  description: "Stages that run one after the other.",
  required: ["id", "stages"],
  later: laterPipelineKeys,
  elsewhere: stageKeys,
  properties: {
    id: id("How clients call it. Unique in the file."),
    name: text("For people. At most 200 characters.", 200),
    description: text("For people. At most 2000 characters.", 2000),
    stages: list(stageSchema, "The stages, in order.", 1),
    options,
    tiers: mapOf(tier, id("The tier's name. No backend has it."), "Rungs by name, for escalation paths."),
  },
});

const group = object({
  title: "group",
  description: "A named set of pipelines, by which ListPipelines can be filtered.",
  required: ["name", "pipelines"],
  properties: {
    name: id("How clients call it. Unique in the file."),
    pipelines: list(id("Id of a pipeline of this file."), "The pipelines of the group.", 1, 1000),
  },
});

/** The schema of pipelines.yaml. */
export const pipelinesSchema: JsonSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  ...object({
    title: "pipelines file",
    description: "Pipelines of Compute Proxy.",
    required: ["pipelines"],
    properties: {
      pipelines: list(pipeline, "The pipelines, in the order in which they are listed.", 0, 1000),
      groups: list(group, "Named sets of pipelines."),
    },
  }),
};

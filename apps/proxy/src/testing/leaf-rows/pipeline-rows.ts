import { expect } from "@jest/globals";
import { type Draft, type LeafRow, withEngine } from "./leaf-row.js";
import { answer, attempts, engineOption, firstPipeline, firstStage, question } from "./sights.js";

const setPolicy =
  (policy: Record<string, unknown>) =>
  ({ stage }: Draft): void => {
    stage["forwarding_policy"] = policy;
  };
const setGeneration =
  (generation: Record<string, unknown>) =>
  ({ stage }: Draft): void => {
    stage["generation"] = generation;
  };
const setOptions =
  (options: Record<string, unknown>) =>
  ({ pipeline }: Draft): void => {
    pipeline["options"] = options;
  };
const path = ["a", "b"];
const checked = { enable_confidence_check: true, min_confidence: 1, escalation_path: path };

/** The options of a generation, as the engine gets them. */
const generationRows: readonly LeafRow[] = (
  [
    ["max_tokens", "num_predict", 33, 1024],
    ["temperature", "temperature", 0.3, undefined],
    ["top_p", "top_p", 0.8, undefined],
    ["top_k", "top_k", 12, undefined],
    ["stop.[]", "stop", ["END"], undefined],
    ["context_length", "num_ctx", 1024, undefined],
    ["seed", "seed", 7, undefined],
  ] as const
).map(([key, option, after, before]) => ({
  leaf: `pipelines:pipelines.[].stages.[].generation.${key}`,
  given: withEngine,
  change: setGeneration({ [key.replace(".[]", "")]: after }),
  see: engineOption(option),
  before,
  after,
}));

/** The keys of pipelines.yaml. */
export const pipelineRows: readonly LeafRow[] = [
  {
    leaf: "pipelines:pipelines.[].id",
    change: ({ pipeline }) => (pipeline["id"] = "other"),
    see: answer,
    before: expect.stringContaining("Paris"),
    after: "NOT_FOUND",
  },
  {
    leaf: "pipelines:pipelines.[].name",
    change: ({ pipeline }) => (pipeline["name"] = "Another"),
    see: firstPipeline(({ name }) => name),
    before: "P",
    after: "Another",
  },
  {
    leaf: "pipelines:pipelines.[].description",
    change: ({ pipeline }) => (pipeline["description"] = "Another"),
    see: firstPipeline(({ description }) => description),
    before: "D",
    after: "Another",
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].id",
    change: ({ stage }) => (stage["id"] = "other"),
    see: firstStage(({ stageId }) => stageId),
    before: "s",
    after: "other",
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].type",
    change: ({ stage }) => Object.assign(stage, { type: "embedding", model: "all-minilm" }),
    see: firstStage(({ output }) => output?.kind?.$case),
    before: "text",
    after: "embedding",
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].description",
    change: ({ stage }) => (stage["description"] = "Says it"),
    see: async ({ client }) => (await client.getPipeline({ pipelineId: "p" })).pipeline?.stages[0]?.description,
    before: "",
    after: "Says it",
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].model",
    change: ({ stage }) => (stage["model"] = "n"),
    see: firstStage(({ metadata }) => [metadata?.requestedModel, metadata?.model]),
    before: ["m", "m"],
    after: ["n", "n"],
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].preferred_backend",
    change: ({ stage }) => (stage["preferred_backend"] = "b"),
    see: firstStage(({ backend }) => backend),
    before: "a",
    after: "b",
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].preferred_hardware",
    change: ({ stage }) => (stage["preferred_hardware"] = "nvidia"),
    see: firstStage(({ backend }) => backend),
    before: "a",
    after: "b",
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].forwarding_policy.enable_confidence_check",
    given: setPolicy({ escalation_path: path }),
    change: setPolicy({ ...checked, min_confidence: 0 }),
    see: firstStage(({ metadata }) => metadata?.confidence !== undefined),
    before: false,
    after: true,
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].forwarding_policy.min_confidence",
    given: setPolicy({ ...checked, min_confidence: 0 }),
    change: setPolicy(checked),
    see: attempts,
    before: "a:m",
    after: "a:m b:m",
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].forwarding_policy.max_retries",
    given: setPolicy(checked),
    change: setPolicy({ ...checked, max_retries: 0 }),
    see: attempts,
    before: "a:m b:m",
    after: "a:m",
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].forwarding_policy.escalation_path.[]",
    given: setPolicy(checked),
    change: setPolicy({ ...checked, escalation_path: ["b", "a"] }),
    see: attempts,
    before: "a:m b:m",
    after: "b:m a:m",
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].forwarding_policy.enable_quality_check",
    change: setPolicy({ enable_quality_check: true }),
    see: firstStage(({ metadata }) => metadata?.quality),
    before: undefined,
    after: 1,
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].forwarding_policy.quality_threshold",
    given: (files) => {
      setGeneration({ max_tokens: 1 })(files);
      setPolicy({ enable_quality_check: true, escalation_path: path })(files);
    },
    change: setPolicy({ enable_quality_check: true, quality_threshold: 0.5, escalation_path: path }),
    see: attempts,
    before: "a:m",
    after: "a:m b:m",
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].input_transform.template",
    given: withEngine,
    change: ({ stage }) => (stage["input_transform"] = { template: "Briefly: {{ .Input }}" }),
    see: async ({ client, engine }) => {
      await client.runPipeline("p", question);
      return engine.requests.at(-1)?.body["prompt"];
    },
    before: question,
    after: `Briefly: ${question}`,
  },
  {
    leaf: "pipelines:pipelines.[].stages.[].when",
    change: ({ stage }) => (stage["when"] = 'input.text == "something else"'),
    see: firstStage(({ skippedBecause }) => skippedBecause !== ""),
    before: false,
    after: true,
  },
  ...generationRows,
  {
    leaf: "pipelines:pipelines.[].options.enable_streaming",
    change: setOptions({ enable_streaming: false }),
    see: async ({ client }) => {
      let deltas = 0;
      for await (const { event } of client.streamPipeline("p", question))
        deltas += event?.$case === "textDelta" ? 1 : 0;
      return deltas > 0;
    },
    before: true,
    after: false,
  },
  {
    leaf: "pipelines:pipelines.[].options.preserve_context",
    given: ({ stage, pipeline }) => {
      pipeline.stages.push({
        id: "t",
        type: "text_generation",
        model: "m",
        input_transform: { template: "{{ .Context }}" },
      });
      stage["id"] = "s";
    },
    change: setOptions({ preserve_context: true }),
    see: firstPipeline(({ runnable }) => runnable),
    before: false,
    after: true,
  },
  {
    leaf: "pipelines:pipelines.[].options.continue_on_error",
    given: ({ stage, pipeline }) => {
      stage["when"] = "input.data.missing == 1";
      pipeline.stages.push({ id: "t", type: "text_generation", model: "m" });
    },
    change: setOptions({ continue_on_error: true }),
    see: async ({ client }) => {
      const response = await client.runPipeline("p", { text: question, data: {} });
      return [response.success, response.stageResults.length];
    },
    before: [false, 1],
    after: [false, 2],
  },
  {
    leaf: "pipelines:pipelines.[].options.collect_metrics",
    change: setOptions({ collect_metrics: false }),
    see: firstStage(({ metadata }) => metadata?.attempts.length),
    before: 1,
    after: 0,
  },
  {
    leaf: "pipelines:pipelines.[].options.stage_timeout_ms",
    given: ({ backends: [first] }) => first && (first.characteristics["avg_latency_ms"] = 400),
    change: setOptions({ stage_timeout_ms: 20 }),
    see: answer,
    before: expect.stringContaining("Paris"),
    after: "DEADLINE_EXCEEDED",
  },
  {
    leaf: "pipelines:pipelines.[].tiers.*.hardware",
    given: tiers({ small: { hardware: "npu", model: "n" } }),
    change: tiers({ small: { hardware: "nvidia", model: "n" } }),
    see: attempts,
    before: "a:n",
    after: "b:n",
  },
  {
    leaf: "pipelines:pipelines.[].tiers.*.backend",
    given: tiers({ small: { backend: "a", model: "n" } }),
    change: tiers({ small: { backend: "b", model: "n" } }),
    see: attempts,
    before: "a:n",
    after: "b:n",
  },
  {
    leaf: "pipelines:pipelines.[].tiers.*.model",
    given: tiers({ small: { backend: "a", model: "n" } }),
    change: tiers({ small: { backend: "a", model: "m" } }),
    see: attempts,
    before: "a:n",
    after: "a:m",
  },
  {
    leaf: "pipelines:groups.[].name",
    given: ({ file }) => (file["groups"] = [{ name: "g", pipelines: ["p"] }]),
    change: ({ file }) => (file["groups"] = [{ name: "h", pipelines: ["p"] }]),
    see: async ({ client }) => (await client.listPipelines({})).groups.map(({ name }) => name),
    before: ["g"],
    after: ["h"],
  },
  {
    leaf: "pipelines:groups.[].pipelines.[]",
    given: ({ file }) => {
      file["groups"] = [{ name: "g", pipelines: ["p"] }];
      second(file);
    },
    change: ({ file }) => (file["groups"] = [{ name: "g", pipelines: ["q"] }]),
    see: async ({ client }) => (await client.listPipelines({ group: "g" })).pipelines.map(({ id }) => id),
    before: ["p"],
    after: ["q"],
  },
];

function tiers(named: Record<string, unknown>) {
  return ({ pipeline, stage }: Draft): void => {
    pipeline["tiers"] = named;
    stage["forwarding_policy"] = { escalation_path: Object.keys(named) };
  };
}

function second(file: Record<string, unknown>): void {
  const stages = [{ id: "s", type: "text_generation", model: "m" }];
  const before: readonly unknown[] = Array.isArray(file["pipelines"]) ? file["pipelines"] : [];
  file["pipelines"] = [...before, { id: "q", stages }];
}

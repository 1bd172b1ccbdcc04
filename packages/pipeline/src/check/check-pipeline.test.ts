import { Backend, Pipeline } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { checkPipeline } from "./check-pipeline.js";
import type { PipelineFacts } from "./pipeline-problem.js";

const facts: PipelineFacts = {
  backends: [
    Backend.fromPartial({
      id: "small",
      type: "text",
      hardware: "npu",
      models: { supported: ["tiny"], preferred: ["tiny"] },
    }),
    Backend.fromPartial({
      id: "large",
      type: "text",
      hardware: "nvidia",
      models: { supported: ["huge"], aliases: { big: "huge" } },
    }),
    Backend.fromPartial({ id: "off", type: "text", hardware: "cpu", enabled: false }),
    Backend.fromPartial({ id: "ears", type: "audio", hardware: "npu" }),
  ],
  capabilitiesOf: ({ type }) => (type === "text" ? ["text_generation", "embedding"] : []),
};

type StageParts = Parameters<typeof Pipeline.fromPartial>[0]["stages"];
type Tiers = Parameters<typeof Pipeline.fromPartial>[0]["tiers"];

const type = "text_generation";
const problemsOf = (stages: StageParts, tiers: Tiers = {}, preserveContext = false): readonly string[] =>
  checkPipeline(
    Pipeline.fromPartial({ id: "p", stages: stages ?? [], tiers: tiers ?? {}, options: { preserveContext } }),
    facts,
  ).map(({ path, message }) => `${path.join(".")}: ${message}`);

interface Row {
  readonly rule: string;
  readonly stages: StageParts;
  readonly tiers?: Tiers;
  readonly problems: readonly string[];
}

const rows: readonly Row[] = [
  { rule: "a pipeline has a stage", stages: [], problems: ["stages: a pipeline needs at least one stage"] },
  { rule: "a stage that names nothing can run", stages: [{ id: "s", type }], problems: [] },
  {
    rule: "ids differ",
    stages: [
      { id: "s", type },
      { id: "s", type },
    ],
    problems: ['stages.1.id: stage "s": stage 1 has the same id: ids must differ within a pipeline'],
  },
  {
    rule: "the type is known",
    stages: [{ id: "s", type: "text_generaton" }],
    problems: ['stages.0.type: stage "s": "text_generaton" is no stage type (did you mean "text_generation"?)'],
  },
  {
    rule: "custom stages come later",
    stages: [{ id: "s", type: "custom" }],
    problems: ['stages.0.type: stage "s": "custom" is not supported yet (it comes with custom stages)'],
  },
  {
    rule: "a backend can do the type",
    stages: [{ id: "s", type: "audio_to_text", preferredBackend: "ears" }],
    problems: ['stages.0.type: stage "s": no backend can do audio_to_text yet'],
  },
  {
    rule: "the preferred backend is configured",
    stages: [{ id: "s", type, preferredBackend: "larg" }],
    problems: ['stages.0.preferred_backend: stage "s": backend "larg" is not configured (did you mean "large"?)'],
  },
  {
    rule: "the preferred backend is enabled",
    stages: [{ id: "s", type, preferredBackend: "off" }],
    problems: ['stages.0.preferred_backend: stage "s": backend "off" is disabled in the configuration'],
  },
  {
    rule: "the preferred backend can do the type",
    stages: [{ id: "s", type, preferredBackend: "ears" }],
    problems: ['stages.0.preferred_backend: stage "s": backend "ears" cannot do text_generation'],
  },
  {
    rule: "the preferred hardware is known, by any of its names",
    stages: [
      { id: "s", type, preferredHardware: "gpu" },
      { id: "t", type, preferredHardware: "gpuu" },
    ],
    problems: [
      'stages.1.preferred_hardware: stage "t": "gpuu" is no kind of hardware (did you mean "gpu"?): it is one of npu, igpu, nvidia, cpu, intel, gpu',
    ],
  },
  {
    rule: "a model may be named by an alias",
    stages: [{ id: "s", type, model: "big", preferredBackend: "large" }],
    problems: [],
  },
  {
    rule: "some backend serves the model",
    stages: [{ id: "s", type, model: "hugee", preferredBackend: "large" }],
    problems: [
      'stages.0.model: stage "s": no backend that can do text_generation serves model "hugee" (did you mean "huge"?): model "hugee" fits no supported pattern of "small" (tiny); model "hugee" fits no supported pattern of "large" (huge)',
    ],
  },
  {
    rule: "the preferred backend serves the model",
    stages: [{ id: "s", type, model: "tiny", preferredBackend: "large" }],
    problems: [
      'stages.0.preferred_backend: stage "s": backend "large" does not serve the stage\'s model: model "tiny" fits no supported pattern of "large" (huge)',
    ],
  },
  {
    rule: "a path names tiers and backends, each once",
    stages: [{ id: "s", type, forwardingPolicy: { escalationPath: ["small", "t1", "larg", "small"] } }],
    tiers: { t1: { hardware: "gpu", model: "big" } },
    problems: [
      'stages.0.forwarding_policy.escalation_path.2: stage "s": "larg" is neither a tier nor a backend (did you mean "large"?)',
      'stages.0.forwarding_policy.escalation_path.3: stage "s": "small" is in the path twice',
    ],
  },
  {
    rule: "a rung can take the stage",
    stages: [{ id: "s", type, forwardingPolicy: { escalationPath: ["off", "ears", "t1"] } }],
    tiers: { t1: { backend: "ears", model: "x" } },
    problems: [
      'stages.0.forwarding_policy.escalation_path.0: stage "s": backend "off" is disabled in the configuration',
      'stages.0.forwarding_policy.escalation_path.1: stage "s": backend "ears" cannot do text_generation',
      'stages.0.forwarding_policy.escalation_path.2: stage "s": no backend of tier "t1" can do text_generation',
    ],
  },
  {
    rule: "a backend after the entry may run its own preferred model, the entry runs the stage's",
    stages: [
      {
        id: "s",
        type,
        model: "huge",
        preferredBackend: "large",
        forwardingPolicy: { escalationPath: ["large", "small"] },
      },
      {
        id: "t",
        type,
        model: "huge",
        preferredHardware: "npu",
        forwardingPolicy: { escalationPath: ["small", "large"] },
      },
    ],
    problems: [
      'stages.1.forwarding_policy.escalation_path.0: stage "t": backend "small" can run no model of this stage: model "huge" fits no supported pattern of "small" (tiny)',
    ],
  },
  {
    rule: "retries fit the path, to which a preference outside it adds a rung",
    stages: [
      { id: "s", type, forwardingPolicy: { maxRetries: 1, escalationPath: ["small"] } },
      { id: "t", type, preferredBackend: "large", forwardingPolicy: { maxRetries: 1, escalationPath: ["small"] } },
      { id: "u", type, forwardingPolicy: { maxRetries: 9 } },
    ],
    problems: [
      'stages.0.forwarding_policy.max_retries: stage "s": max_retries is 1, but the path has 1 rung: at most 0',
    ],
  },
  {
    rule: "switches fit the attempts, which a path or its retries limit",
    stages: [
      { id: "s", type, failover: { maxSwitches: 2 }, forwardingPolicy: { escalationPath: ["small", "large"] } },
      { id: "t", type, failover: { maxSwitches: 2 }, forwardingPolicy: { maxRetries: 1 } },
      { id: "u", type, failover: { maxSwitches: 9 } },
    ],
    problems: [
      'stages.0.failover.max_switches: stage "s": max_switches is 2, but the path has 2 rungs: at most 1',
      'stages.1.failover.max_switches: stage "t": max_switches is 2, but max_retries is 1: at most 1',
    ],
  },
  {
    rule: "the entry is chosen from a path",
    stages: [
      { id: "s", type, routing: "prior" },
      { id: "t", type, routing: "prior", forwardingPolicy: { escalationPath: ["small", "large"] } },
    ],
    problems: ['stages.0.routing: stage "s": routing has no effect without an escalation_path'],
  },
  {
    rule: "a tier is one place and a model that is served there",
    stages: [{ id: "s", type, forwardingPolicy: { escalationPath: ["a", "b", "c", "d", "e", "f"] } }],
    tiers: {
      a: { hardware: "npu", backend: "small", model: "tiny" },
      b: { model: "tiny" },
      c: { backend: "small" },
      d: { backend: "smal", model: "tiny" },
      e: { hardware: "cpu", model: "tiny" },
      f: { hardware: "npu", model: "tiny" },
    },
    problems: [
      'tiers.a.backend: tier "a": give hardware or backend, not both',
      'tiers.b: tier "b": give hardware or backend',
      'tiers.c.model: tier "c": "model" is missing: a tier is a backend and a model',
      'tiers.d.backend: tier "d": backend "smal" is not configured (did you mean "small"?)',
      'tiers.e.hardware: tier "e": no enabled backend has hardware "cpu"',
    ],
  },
  {
    rule: "a tier has a name of its own and is used",
    stages: [{ id: "s", type, forwardingPolicy: { escalationPath: ["midle"] } }],
    tiers: {
      large: { backend: "large", model: "big" },
      spare: { backend: "large", model: "big" },
      middle: { backend: "large", model: "big" },
    },
    problems: [
      'stages.0.forwarding_policy.escalation_path.0: stage "s": "midle" is neither a tier nor a backend (did you mean "middle"?)',
      'tiers.large: tier "large": a backend has the same name, so an escalation_path could mean either: rename the tier',
      'tiers.spare: tier "spare": no escalation_path names it, so it has no effect',
    ],
  },
  {
    rule: "a threshold has its check and a check of confidence its threshold",
    stages: [
      { id: "s", type, forwardingPolicy: { enableConfidenceCheck: true } },
      { id: "t", type, forwardingPolicy: { enableConfidenceCheck: false, minConfidence: 0.5, qualityThreshold: 1 } },
      { id: "u", type, forwardingPolicy: { enableQualityCheck: true } },
    ],
    problems: [
      'stages.0.forwarding_policy.enable_confidence_check: stage "s": enable_confidence_check needs min_confidence: from 0 to 1',
      'stages.1.forwarding_policy.min_confidence: stage "t": min_confidence has no effect without enable_confidence_check: true',
      'stages.1.forwarding_policy.quality_threshold: stage "t": quality_threshold has no effect without enable_quality_check: true',
    ],
  },
  {
    rule: "a vector has neither confidence, quality nor sampling, but may have a path",
    stages: [
      {
        id: "s",
        type: "embedding",
        generation: { maxTokens: 5 },
        failover: {},
        deadline: {},
        forwardingPolicy: {
          enableConfidenceCheck: true,
          minConfidence: 0.5,
          enableQualityCheck: true,
          escalationPath: ["small", "large"],
        },
      },
    ],
    problems: [
      'stages.0.forwarding_policy.enable_confidence_check: stage "s": enable_confidence_check works on text_generation and audio_to_text only, not on embedding',
      'stages.0.forwarding_policy.enable_quality_check: stage "s": enable_quality_check works on text_generation only, not on embedding',
      'stages.0.generation: stage "s": generation works on text_generation only, not on embedding',
      'stages.0.failover: stage "s": failover works on text_generation only, not on embedding',
      'stages.0.deadline: stage "s": deadline works on text_generation only, not on embedding',
    ],
  },
  {
    rule: "a stage that needs text is not under a vector, unless its template leaves the vector alone",
    stages: [
      { id: "s", type: "embedding" },
      { id: "t", type: "embedding" },
      { id: "u", type, inputTransform: { template: "{{ .Input }}" } },
      { id: "v", type: "embedding" },
      { id: "w", type, inputTransform: { template: "{{ .Query }}" } },
    ],
    problems: [
      'stages.1.type: stage "t": embedding needs text, but stage "s" above it gives a vector: give it a template over .Query',
      'stages.2.input_transform.template: stage "u": text_generation needs text, but stage "t" above it gives a vector: its template may not read .Input or .PreviousOutput',
    ],
  },
  {
    rule: "templates and conditions know the stages above",
    stages: [
      { id: "s", type, inputTransform: { template: "{{ .PreviousOutput }}" } },
      { id: "t", type, when: 'stages["t"].text == ""', inputTransform: { template: "{{ .Context }}" } },
    ],
    problems: [
      'stages.0.input_transform.template: stage "s": .PreviousOutput has no value in the first stage: use .Input',
      'stages.1.when: stage "t": stages["t"] runs later: a condition asks about the stages above its own',
      'stages.1.input_transform.template: stage "t": .Context needs options.preserve_context: true in this pipeline; without it there are .Input, .PreviousOutput and .Query',
    ],
  },
];

describe("checkPipeline", () => {
  it.each(rows)("holds that $rule", ({ stages, tiers, problems }) => {
    expect(problemsOf(stages, tiers)).toEqual(problems);
  });

  it("lets templates read the context when it is preserved", () => {
    const stages = [
      { id: "s", type },
      { id: "t", type, inputTransform: { template: "{{ .Context }}" } },
    ];

    expect(problemsOf(stages, {}, true)).toEqual([]);
  });

  it("names the disabled backends when only they can do the type", () => {
    const { backends, capabilitiesOf } = facts;
    const onlyOff = { backends: backends.filter(({ id }) => id === "off"), capabilitiesOf };

    const problems = checkPipeline(Pipeline.fromPartial({ id: "p", stages: [{ id: "s", type }] }), onlyOff);

    expect(problems).toEqual([
      {
        path: ["stages", 0, "type"],
        message: 'stage "s": every backend that can do text_generation is disabled: "off"',
      },
    ]);
  });

  it("says where in a template or a condition the problem is", () => {
    const stages = [{ id: "s", type, inputTransform: { template: "Say {{ .Imput }}" } }];

    const problems = checkPipeline(Pipeline.fromPartial({ id: "p", stages }), facts);

    expect(problems.map(({ offset }) => offset)).toEqual([7]);
  });
});

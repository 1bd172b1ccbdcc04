import { Annotations, Pipeline, PipelineInput, PipelineOptions } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { annotationViolations } from "./annotation-violations.js";
import { inputViolations } from "./input-violations.js";
import { optionViolations } from "./option-violations.js";
import { requestLimits as most } from "./request-limits.js";

/** Reads everything that an input can hold, but for sound. */
const pipeline = Pipeline.fromPartial({
  id: "all",
  options: { preserveContext: true },
  stages: [
    {
      id: "say",
      type: "text_generation",
      inputTransform: { template: '{{ .Input }} {{ .Context }} {{ .Variables["v"] | default: "" }}' },
      when: "!has(input.data) || true",
    },
  ],
});

type Input = Parameters<typeof PipelineInput.fromPartial>[0];

const count = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const entries = (length: number): Record<string, string> =>
  Object.fromEntries(count(length, (index) => [`k${index}`, "x"]));
const nested = (depth: number): object => (depth <= 1 ? {} : { x: nested(depth - 1) });
const document = (facts: object): Input => ({ text: "x", documents: { documents: [facts] } });

interface LimitRow {
  readonly what: string;
  readonly limit: number;
  readonly input: (size: number) => Input;
  readonly field: string;
}

const rows: readonly LimitRow[] = [
  { what: "a text", limit: most.text, input: (size) => ({ text: "x".repeat(size) }), field: "input.text" },
  {
    what: "messages",
    limit: most.messages,
    input: (size) => ({ messages: count(size, () => ({ role: "user", content: "x" })) }),
    field: "input.messages",
  },
  {
    what: "the contents of messages together",
    limit: most.text,
    input: (size) => ({
      messages: ["x", "x".repeat(size - 1)].map((content) => ({ role: "user", content })),
    }),
    field: "input.messages",
  },
  {
    what: "documents",
    limit: most.documents,
    input: (size) => ({ text: "x", documents: { documents: count(size, () => ({ text: "x" })) } }),
    field: "input.documents.documents",
  },
  {
    what: "the texts of documents together",
    limit: most.text,
    input: (size) => ({ text: "x", documents: { documents: [{ text: "x" }, { text: "x".repeat(size - 1) }] } }),
    field: "input.documents.documents",
  },
  {
    what: "the id of a document",
    limit: most.name,
    input: (size) => document({ id: "x".repeat(size) }),
    field: "input.documents.documents[0].id",
  },
  {
    what: "the metadata of a document",
    limit: most.documentMetadata,
    input: (size) => document({ metadata: entries(size) }),
    field: "input.documents.documents[0].metadata",
  },
  {
    what: "a text in the metadata of a document",
    limit: most.label,
    input: (size) => document({ metadata: { k: "x".repeat(size) } }),
    field: 'input.documents.documents[0].metadata["k"]',
  },
  {
    what: "the texts of variables together",
    limit: most.text,
    input: (size) => ({ text: "x", variables: { v: "x".repeat(size) } }),
    field: "input.variables",
  },
  {
    what: "maps in data",
    limit: most.dataDepth,
    input: (size) => ({ text: "x", data: nested(size) }),
    field: "input.data",
  },
  {
    what: "values in data",
    limit: most.dataValues,
    input: (size) => ({ text: "x", data: { x: count(size - 2, () => 1) } }),
    field: "input.data",
  },
  {
    what: "texts in data together, names included",
    limit: most.text,
    input: (size) => ({ text: "x", data: { x: "x".repeat(size - 1) } }),
    field: "input.data",
  },
];

describe("an input", () => {
  it.each(rows)("may reach the limit of $what and not pass it: $limit", ({ limit, input, field }) => {
    const fields = (size: number): readonly string[] =>
      inputViolations(pipeline, PipelineInput.fromPartial(input(size))).map((violation) => violation.field);

    expect([fields(limit), fields(limit + 1)]).toEqual([[], [field]]);
  });

  it("is told once of too many variables, not of each", () => {
    const input = PipelineInput.fromPartial({ text: "x", variables: entries(most.variables + 1) });

    expect(inputViolations(pipeline, input)).toEqual([
      { field: "input.variables", description: "has 65 variables; at most 64 are allowed" },
    ]);
  });
});

describe("the wishes of a request", () => {
  it.each<{ what: string; limit: number; wish: (size: number) => Parameters<typeof Annotations.fromPartial>[0] }>([
    { what: "labels", limit: most.labels, wish: (size) => ({ custom: entries(size) }) },
    { what: "max_latency_ms", limit: most.milliseconds, wish: (maxLatencyMs) => ({ maxLatencyMs }) },
    { what: "max_power_watts", limit: most.watts, wish: (maxPowerWatts) => ({ maxPowerWatts }) },
  ])("may reach the limit of $what and not pass it: $limit", ({ limit, wish }) => {
    const violations = (size: number): number => annotationViolations(Annotations.fromPartial(wish(size)), []).length;

    expect([violations(limit), violations(limit + 1)]).toEqual([0, 1]);
  });

  it("may limit a stage to a day and not to more, which no timer holds", () => {
    const violations = (stageTimeoutMs: number): number =>
      optionViolations(pipeline, PipelineOptions.fromPartial({ stageTimeoutMs })).length;

    expect([violations(most.milliseconds), violations(most.milliseconds + 1)]).toEqual([0, 1]);
  });
});

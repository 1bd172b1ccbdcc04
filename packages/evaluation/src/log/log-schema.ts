const text = { type: "string" } as const;
const name = { type: "string", minLength: 1, maxLength: 512 } as const;
const count = { type: "integer", minimum: 0 } as const;
const milliseconds = { type: "number", minimum: 0 } as const;
const logprob = { type: "number", maximum: 0 } as const;

function exactly(required: Record<string, object>, optional: Record<string, object> = {}): object {
  return {
    type: "object",
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

const rung = exactly(
  {
    name,
    backend: name,
    model: name,
    digest: text,
    engine: text,
    engine_version: text,
    hardware: text,
    emulated: { type: "boolean" },
  },
  { watts: { type: "number", exclusiveMinimum: 0 } },
);

/** The JSON schema of the first line. */
export const headerSchema = exactly({
  kind: { const: "header" },
  version: { const: 1 },
  date: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d" },
  question_set: exactly({ name, digest: { type: "string", pattern: "^[0-9a-f]{64}$" }, count }),
  rungs: { type: "array", items: rung, minItems: 2 },
  settings: exactly({ temperature: { const: 0 } }, { self_check: name, embedding_model: name }),
  machine: exactly({ cpu: text, cores: count, memory_gb: { type: "number", minimum: 0 }, load: text }),
});

const token = { type: "array", items: [text, logprob], minItems: 2, maxItems: 2, additionalItems: false } as const;
const answered = { question: name, rung: name } as const;

/** The JSON schemas of the other lines, by kind. */
export const entrySchemas = {
  answer: exactly(
    {
      kind: { const: "answer" },
      ...answered,
      text,
      tokens: { type: "array", items: token },
      duration_ms: milliseconds,
      finish_reason: text,
      tokens_in: count,
      tokens_out: count,
    },
    { ttft_ms: milliseconds },
  ),
  "self-check": exactly({
    kind: { const: "self-check" },
    ...answered,
    token: text,
    logprob,
    duration_ms: milliseconds,
  }),
  embedding: exactly({
    kind: { const: "embedding" },
    question: name,
    values: { type: "array", items: { type: "integer" }, minItems: 1 },
  }),
  failed: exactly({ kind: { const: "failed" }, ...answered, code: name }),
} as const;

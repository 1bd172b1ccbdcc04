import { splits } from "./question.js";

const text = { type: "string", minLength: 1 } as const;
const texts = { type: "array", items: text } as const;
const someTexts = { ...texts, minItems: 1 } as const;
const flag = { type: "boolean" } as const;
const count = { type: "integer", minimum: 0 } as const;

/** An object of exactly these keys, told from its siblings by the value of `tag`. */
function tagged(
  tag: string,
  name: string,
  required: Record<string, object>,
  optional: Record<string, object> = {},
): object {
  return {
    type: "object",
    properties: { [tag]: { const: name }, ...required, ...optional },
    required: [tag, ...Object.keys(required)],
    additionalProperties: false,
  };
}

const rule = (name: string, required: Record<string, object>, optional?: Record<string, object>): object =>
  tagged("rule", name, required, optional);
const bounds = { min: count, max: count } as const;
const rules: readonly object[] = [
  ...["words", "sentences", "lines", "paragraphs", "words_in_each_line"].map((name) => rule(name, {}, bounds)),
  ...["starts_with", "ends_with", "each_line_starts_with"].map((name) => rule(name, { text })),
  rule("numbered_lines", { count }),
  rule("contains", { words: text }, { times: count }),
  rule("contains_any", { words: someTexts }),
  rule("excludes", { words: text }),
  rule("excludes_character", { character: { ...text, maxLength: 1 } }),
  rule("no_digits", {}),
  rule("case", { is: { enum: ["lower", "upper"] } }),
];

const test = {
  type: "object",
  properties: { args: { type: "array" }, returns: {} },
  required: ["args", "returns"],
  additionalProperties: false,
} as const;
const tests = { type: "array", items: test, minItems: 3 } as const;
const functionName = { type: "string", pattern: "^[A-Za-z_$][A-Za-z0-9_$]*$" } as const;

const kind = (name: string, required: Record<string, object>, optional?: Record<string, object>): object =>
  tagged("kind", name, required, optional);
const graders: readonly object[] = [
  kind("number", { value: { type: "number" } }, { tolerance: { type: "number", minimum: 0 }, units: someTexts }),
  kind("alias", { accept: someTexts }, { rivals: texts }),
  kind("span", { accept: someTexts }, { rivals: texts, max_words: { type: "integer", minimum: 1 } }),
  kind("text", { value: text }, { ignore_case: flag }),
  kind("list", { items: someTexts }, { ordered: flag, ignore_case: flag }),
  kind("json", {}, { value: {}, schema: { type: "object" } }),
  kind("code", { function: functionName, tests }),
  kind("abstain", {}, { accept: texts, made_up: texts, given_numbers: { type: "array", items: { type: "number" } } }),
  kind("constraints", {
    rules: { type: "array", minItems: 1, items: oneOf("rule", rules) },
  }),
];

/** The JSON schema of a line. */
export const questionSchema = {
  type: "object",
  properties: {
    id: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$" },
    family: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$" },
    split: { enum: splits },
    difficulty: { type: "integer", minimum: 1, maximum: 5 },
    prompt: text,
    grader: oneOf("kind", graders),
    max_tokens: { type: "integer", minimum: 1, maximum: 65536 },
  },
  required: ["id", "family", "split", "difficulty", "prompt", "grader", "max_tokens"],
  additionalProperties: false,
} as const;

function oneOf(tag: string, kinds: readonly object[]): object {
  return { type: "object", discriminator: { propertyName: tag }, required: [tag], oneOf: kinds };
}

import type { JsonSchema } from "./json-schema.js";

/** Largest value of a uint32 field. */
export const largestUint32 = 4_294_967_295;

interface Range {
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly default?: number;
}

/** Free text. */
export function text(description: string, maxLength: number): JsonSchema {
  return { type: "string", maxLength, description };
}

/** The name of a thing that is referred to. */
export function id(description: string): JsonSchema {
  return {
    type: "string",
    pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
    "x-rule": 'must be 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or a digit',
    description,
  };
}

/** A text of one printable line that is not blank, without a space at either end: a model, a path, a pattern. */
export function name(description: string, maxLength = 256): JsonSchema {
  return {
    type: "string",
    maxLength,
    pattern: "^(?!\\s)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e]+(?<!\\s)$",
    "x-rule": "must be one line of printable text without a space at either end",
    description,
  };
}

/** true or false. */
export function flag(description: string, byDefault?: boolean): JsonSchema {
  return { type: "boolean", ...(byDefault === undefined ? {} : { default: byDefault }), description };
}

/** A whole number. */
export function integer(description: string, range: Range): JsonSchema {
  return { type: "integer", ...range, description };
}

/** Any finite number. */
export function number(description: string, range: Range): JsonSchema {
  return { type: "number", ...range, description };
}

/** One of a few texts. */
export function oneOf(values: readonly string[], description: string, byDefault?: string): JsonSchema {
  return { type: "string", enum: values, ...(byDefault === undefined ? {} : { default: byDefault }), description };
}

/** A list; of texts, one without repetitions. */
export function list(items: JsonSchema, description: string, minItems = 0, maxItems = 100): JsonSchema {
  const repetitions = items.type === "string" ? { uniqueItems: true } : {};
  return { type: "array", items, ...(minItems === 0 ? {} : { minItems }), maxItems, ...repetitions, description };
}

/** Values under names of the writer's choice. */
export function mapOf(values: JsonSchema, names: JsonSchema, description: string, maxProperties = 100): JsonSchema {
  return { type: "object", propertyNames: names, additionalProperties: values, maxProperties, description };
}

interface ObjectParts {
  /** How messages call it. */
  readonly title: string;
  readonly description: string;
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly later?: Readonly<Record<string, string>>;
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/** A map with fixed keys. */
export function object({ title, description, properties, required = [], later, elsewhere }: ObjectParts): JsonSchema {
  return {
    type: "object",
    title,
    description,
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
    ...(elsewhere === undefined ? {} : { "x-belongs-in": elsewhere }),
    ...(later === undefined ? {} : { "x-not-supported-yet": later }),
  };
}

/** A map with fixed keys, or one of a few texts that says it shorter. */
export function objectOrOneOf(shortForms: readonly string[], parts: ObjectParts): JsonSchema {
  const pattern = `^(?:${shortForms.join("|")})$`;
  return { ...object(parts), type: ["string", "object"], pattern, examples: shortForms, "x-short-forms": shortForms };
}

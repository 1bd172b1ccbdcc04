import type { ErrorObject } from "ajv";
import type { JsonSchema } from "../schema/json-schema.js";
import { describeValue, typeHint } from "./describe-value.js";

const typeWords: Readonly<Record<JsonSchema["type"], string>> = {
  object: "a map",
  array: "a list",
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

/** What the value must be, and what it is. */
export function valueRule({ keyword, data, params }: ErrorObject, schema: JsonSchema): string {
  switch (keyword) {
    case "type":
      return `must be ${typeWords[schema.type]}, but is ${describeValue(data)}${typeHint(schema.type, data)}`;
    case "pattern":
      return `${schema["x-rule"] ?? `must match ${schema.pattern}`}, but is ${describeValue(data)}`;
    case "minimum":
    case "exclusiveMinimum":
    case "maximum":
      return `must be ${range(schema)}, but is ${describeValue(data)}`;
    case "minLength":
      return "must not be empty";
    case "maxLength":
      return `must have at most ${params["limit"]} characters, but has ${String(data).length}`;
    case "minItems":
      return "must not be an empty list";
    case "maxItems":
      return `must have at most ${params["limit"]} entries`;
    case "maxProperties":
      return `must have at most ${params["limit"]} keys`;
    default:
      return `breaks the rule "${keyword}"`;
  }
}

function range({ minimum, exclusiveMinimum, maximum }: JsonSchema): string {
  if (exclusiveMinimum !== undefined) return `above ${exclusiveMinimum} and at most ${maximum}`;
  return `from ${minimum} to ${maximum}`;
}

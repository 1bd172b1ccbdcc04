import type { ErrorObject } from "ajv";
import { didYouMean } from "@compute-proxy/core";
import type { JsonSchema, JsonType } from "../schema/json-schema.js";
import { describeValue, typeHint } from "./describe-value.js";

const typeWords: Readonly<Record<JsonType, string>> = {
  object: "a map",
  array: "a list",
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

/** What the value must be, and what it is. */
export function valueRule({ keyword, data, params }: ErrorObject, schema: JsonSchema): string {
  const shortForms = schema["x-short-forms"];
  switch (keyword) {
    case "type":
      if (shortForms) return shortFormRule(shortForms, data);
      return `must be ${typeWord(schema.type)}, but is ${describeValue(data)}${offHint(schema.enum, data) || typeHint(schema.type, data)}`;
    case "pattern":
      if (shortForms) return shortFormRule(shortForms, data);
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

function shortFormRule(shortForms: readonly string[], data: unknown): string {
  const hint = typeof data === "string" ? didYouMean(data, shortForms) : offHint(shortForms, data);
  return `must be ${shortForms.join(", ")} or a map, but is ${describeValue(data)}${hint}`;
}

/** Where off is one of the words: YAML 1.1, and whoever is used to it, writes false for it. */
function offHint(words: readonly string[] | undefined, data: unknown): string {
  return data === false && words?.includes("off") === true ? ": write off" : "";
}

function typeWord(type: JsonSchema["type"]): string {
  return [type]
    .flat()
    .map((each) => typeWords[each])
    .join(" or ");
}

function range({ minimum, exclusiveMinimum, maximum }: JsonSchema): string {
  if (exclusiveMinimum !== undefined) return `above ${exclusiveMinimum} and at most ${maximum}`;
  return `from ${minimum} to ${maximum}`;
}

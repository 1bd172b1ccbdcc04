import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { type JsonSchema, ownKeywords } from "../schema/json-schema.js";
import type { Path } from "../yaml/marks.js";
import { explain } from "./explain.js";
import type { SchemaFinding } from "./finding.js";

/** How many errors are put into words. */
const mostExplained = 1000;
const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/** Everything in which the data differs from the schema. */
export function checkSchema(data: unknown, schema: JsonSchema): readonly SchemaFinding[] {
  const validate = compiled.get(schema) ?? compile(schema);
  validate(data);
  const errors = validate.errors ?? [];
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === "type").map(({ instancePath }) => instancePath));
  const telling = errors.filter(({ keyword, instancePath }) => keyword === "type" || !mistyped.has(instancePath));
  return telling.slice(0, mostExplained).flatMap((error) => {
    const finding = explain(error, pathOf(error, data));
    return finding ? [finding] : [];
  });
}

function compile(schema: JsonSchema): ValidateFunction {
  // Our schemas are checked by a test, and their code runs once: both would be two thirds of the time this takes at a start.
  const atStart = { validateSchema: false, code: { optimize: false } };
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    ownProperties: true,
    ...atStart,
  });
  for (const keyword of ownKeywords) ajv.addKeyword(keyword);
  const validate = ajv.compile(schema);
  compiled.set(schema, validate);
  return validate;
}

/** ajv's JSON pointer as keys and indexes. */
function pathOf({ instancePath }: ErrorObject, data: unknown): Path {
  const steps = instancePath.split("/").slice(1);
  let value = data;
  return steps.map((step) => {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    const inList = Array.isArray(value);
    value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
    return inList ? Number(key) : key;
  });
}

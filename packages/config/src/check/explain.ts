import type { ErrorObject } from "ajv";
import { didYouMean, nearestName, printable } from "@compute-proxy/core";
import type { JsonSchema } from "../schema/json-schema.js";
import type { Path } from "../yaml/marks.js";
import { describeValue } from "./describe-value.js";
import type { SchemaFinding } from "./finding.js";
import { valueRule } from "./value-rule.js";

/** One error of ajv in our words; undefined for one that only repeats another. */
export function explain(error: ErrorObject, path: Path): SchemaFinding | undefined {
  if (error.propertyName !== undefined && error.keyword !== "propertyNames") return undefined;
  const schema = error.parentSchema as JsonSchema;
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(String(error.params["additionalProperty"]), error, schema, path);
    case "required":
      return missingKey(String(error.params["missingProperty"]), error, schema, path);
    case "propertyNames":
      return badName(String(error.params["propertyName"]), schema, path);
    case "enum":
      return badChoice(error, schema, path);
    case "uniqueItems":
      return repetition(error, path);
    default:
      return badValue(path, `${subject(path, schema)} ${valueRule(error, schema)}`, schema);
  }
}

/** One wrong text of a list makes the whole list no use to what stands beside it. */
function badValue(path: Path, message: string, schema?: JsonSchema): SchemaFinding {
  const isTextOfList = schema?.type === "string" && typeof path.at(-1) === "number";
  return { path, refused: path, container: path.slice(0, isTextOfList ? -2 : -1), message };
}

function badChoice({ data }: ErrorObject, schema: JsonSchema, path: Path): SchemaFinding {
  const later = schema["x-not-supported-yet"] ?? {};
  const value = String(data);
  if (Object.hasOwn(later, value))
    return badValue(path, `"${value}" is not supported yet (it comes with ${later[value]})`);
  const known = schema.enum ?? [];
  const rules = `must be one of ${known.join(", ")}, but is ${describeValue(data)}${didYouMean(value, known)}`;
  return badValue(path, `${subject(path, schema)} ${rules}`);
}

function repetition({ data, params }: ErrorObject, path: Path): SchemaFinding {
  const second = Math.max(Number(params["i"]), Number(params["j"]));
  const value: unknown = Reflect.get(data as object, second);
  return badValue([...path, second], `"${printable(String(path.at(-1)), 64)}" has ${describeValue(value)} twice`);
}

function unknownKey(key: string, error: ErrorObject, schema: JsonSchema, path: Path): SchemaFinding {
  const at = [...path, key];
  const later = schema["x-not-supported-yet"] ?? {};
  if (Object.hasOwn(later, key)) {
    return {
      path: at,
      refused: at,
      atKey: true,
      container: undefined,
      message: `"${key}" is not supported yet (it comes with ${later[key]})`,
    };
  }
  const known = Object.keys(schema.properties ?? {});
  const hint = properPlace(key, schema) || didYouMean(key, known) || placeInside(key, schema);
  const message = `unknown key "${printable(key)}" in ${schema.title}${hint}`;
  return {
    path: at,
    refused: at,
    atKey: true,
    container: hidesAnother(key, error, schema) ? path : undefined,
    message,
  };
}

/** A key that another map knows, when the schema names it. */
function properPlace(key: string, schema: JsonSchema): string {
  const places = schema["x-belongs-in"] ?? {};
  return Object.hasOwn(places, key) ? ` (it belongs in ${places[key]})` : "";
}

/** A key that one of the maps inside knows was written one level too high. */
function placeInside(key: string, schema: JsonSchema): string {
  const place = Object.values(schema.properties ?? {}).find(
    ({ properties }) => properties && Object.hasOwn(properties, key),
  );
  return place === undefined ? "" : ` (it belongs in ${place.title})`;
}

/** Whether the key is likely to be another one misspelled, whose absence would be misjudged. */
function hidesAnother(key: string, { data, instancePath }: ErrorObject, schema: JsonSchema): boolean {
  const properties = schema.properties ?? {};
  const nearest = nearestName(key, Object.keys(properties));
  if (nearest === undefined || Object.hasOwn(data as object, nearest)) return false;
  const meant = properties[nearest];
  const forPeopleOnly = meant?.type === "string" && meant.pattern === undefined && meant.enum === undefined;
  const sectionWithDefaults = instancePath === "" && schema.required?.includes(nearest) !== true;
  return !forPeopleOnly && !sectionWithDefaults;
}

/** A key that is missing because it is misspelled has been reported as unknown. */
function missingKey(key: string, error: ErrorObject, schema: JsonSchema, path: Path): SchemaFinding | undefined {
  const known = Object.keys(schema.properties ?? {});
  const misspelled = Object.keys(error.data as object).some(
    (other) => !known.includes(other) && nearestName(other, known) === key,
  );
  return misspelled
    ? undefined
    : { path, refused: undefined, container: path, message: `"${key}" is missing in ${schema.title}` };
}

function badName(key: string, schema: JsonSchema, path: Path): SchemaFinding {
  const wanted = schema.propertyNames?.["x-rule"] ?? "is not allowed";
  const at = [...path, key];
  return { path: at, refused: at, atKey: true, container: at, message: `the name "${printable(key, 64)}" ${wanted}` };
}

function subject(path: Path, schema: JsonSchema): string {
  const last = path.at(-1);
  if (last === undefined) return `the ${schema.title}`;
  if (typeof last === "string") return `"${printable(last, 64)}"`;
  const list = path.at(-2);
  return `entry ${last + 1} of "${printable(String(list), 64)}"`;
}

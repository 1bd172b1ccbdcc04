import { configSchema } from "./config-schema.js";
import type { JsonSchema } from "./json-schema.js";
import { pipelinesSchema } from "./pipelines-schema.js";

/** A key of one of the files that holds a value: `[]` stands for each entry of a list, `*` for a name of the writer's choice. */
export interface SchemaLeaf {
  readonly file: "config" | "pipelines";
  /** From the top: `["backends", "[]", "models", "aliases", "*"]`. */
  readonly path: readonly string[];
}

/** Every leaf of both schemas, in the order of the schemas. */
export function schemaLeaves(): readonly SchemaLeaf[] {
  return [
    ...leavesOf(configSchema).map((path) => ({ file: "config" as const, path })),
    ...leavesOf(pipelinesSchema).map((path) => ({ file: "pipelines" as const, path })),
  ];
}

function leavesOf(schema: JsonSchema): readonly (readonly string[])[] {
  const below = (step: string, inner: JsonSchema): readonly (readonly string[])[] =>
    leavesOf(inner).map((path) => [step, ...path]);
  if (schema.properties) return Object.entries(schema.properties).flatMap(([key, inner]) => below(key, inner));
  if (schema.items) return below("[]", schema.items);
  if (schema.additionalProperties) return below("*", schema.additionalProperties);
  return [[]];
}

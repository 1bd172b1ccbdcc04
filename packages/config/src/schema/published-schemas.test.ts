import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { Ajv } from "ajv";
import { type JsonSchema, ownKeywords } from "./json-schema.js";
import { configSchema } from "./config-schema.js";
import { pipelinesSchema } from "./pipelines-schema.js";
import { publishedSchemas } from "./published-schemas.js";

const folder = new URL("../../schema/", import.meta.url);

describe("a published schema", () => {
  it.each(Object.entries(publishedSchemas()))(
    "%s is what the source says (UPDATE_GOLDENS=1 writes it)",
    (name, text) => {
      const file = new URL(name, folder);
      if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(file, text);

      expect(readFileSync(file, "utf8")).toBe(text);
    },
  );

  it.each([
    ["config", configSchema],
    ["pipelines", pipelinesSchema],
  ] as const)("describes every key of the %s file and allows no other", (_, schema) => {
    const maps = objectsOf(schema);

    expect(
      propertiesOf(schema).filter(({ description }) => description === undefined || description.length < 10),
    ).toEqual([]);
    expect(maps.filter(({ additionalProperties }) => additionalProperties === undefined)).toEqual([]);
  });

  it.each([
    ["config", configSchema],
    ["pipelines", pipelinesSchema],
  ] as const)("is a schema, which is not checked at a start: %s", (_, schema) => {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true, keywords: [...ownKeywords] });

    expect(ajv.validateSchema(schema)).toBe(true);
    expect(ajv.validateSchema({ ...schema, type: "mapping" })).toBe(false);
  });
});

function propertiesOf(schema: JsonSchema): readonly JsonSchema[] {
  const children = [...Object.values(schema.properties ?? {}), ...innerOf(schema)];
  return children.flatMap((child) => [child, ...propertiesOf(child)]);
}

function innerOf({ items, additionalProperties }: JsonSchema): readonly JsonSchema[] {
  return [items, additionalProperties].filter((inner) => inner !== undefined && inner !== false);
}

function objectsOf(schema: JsonSchema): readonly JsonSchema[] {
  return [schema, ...propertiesOf(schema)].filter(({ type }) => type === "object" || type.includes("object"));
}

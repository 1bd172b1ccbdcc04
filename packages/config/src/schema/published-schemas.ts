import { configSchema } from "./config-schema.js";
import { pipelinesSchema } from "./pipelines-schema.js";

/** The schemas as they are published, by file name: `schema/` of the package holds exactly these texts. */
export function publishedSchemas(): Readonly<Record<"config.schema.json" | "pipelines.schema.json", string>> {
  return { "config.schema.json": print(configSchema), "pipelines.schema.json": print(pipelinesSchema) };
}

function print(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

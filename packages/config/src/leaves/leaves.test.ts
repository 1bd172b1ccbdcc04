import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { parseConfiguration } from "../configuration/parse-configuration.js";
import { parsePipelines } from "../pipelines/parse-pipelines.js";
import { printProblem, type Problem } from "../problem.js";
import { type SchemaLeaf, schemaLeaves } from "../schema/leaves.js";
import { capabilitiesOf } from "../goldens/capabilities.js";
import { configRows } from "./config-rows.js";
import { messageLeaves } from "./message-leaves.js";
import { pipelinesRows } from "./pipelines-rows.js";

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");
const texts = { config: read("config.yaml"), pipelines: read("pipelines.yaml") } as const;
const rowsOf = { config: configRows, pipelines: pipelinesRows } as const;

function leafNames(file: SchemaLeaf["file"], prefix = ""): readonly string[] {
  const names = schemaLeaves()
    .filter((leaf) => leaf.file === file)
    .map(({ path }) => path.join("."));
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

const backends = (() => {
  const result = parseConfiguration(texts.config, "config.yaml");
  return result.kind === "checked" ? result.configuration.backends : [];
})();

function problemsOf(file: SchemaLeaf["file"], text: string): readonly Problem[] {
  if (file === "pipelines") return parsePipelines(text, "pipelines.yaml", { backends, capabilitiesOf }).problems;
  const result = parseConfiguration(text, "config.yaml");
  return result.kind === "rejected" ? result.problems : [];
}

describe("the leaves of the schemas", () => {
  /** Fields that a request has and a file may not: rejected there as not supported yet. */
  const laterInFiles = ["options.parallel_stages"];

  it.each([
    ["backends.[].", "config", "Backend"],
    ["pipelines.[].", "pipelines", "Pipeline"],
    ["groups.[].", "pipelines", "PipelineGroup"],
  ] as const)("%s of %s are the fields of the message %s", (prefix, file, message) => {
    const fields = messageLeaves(message).filter((leaf) => !laterInFiles.includes(leaf));

    expect(new Set(leafNames(file, prefix))).toEqual(new Set(fields));
  });

  it.each(["config", "pipelines"] as const)("each have a row of the %s file", (file) => {
    expect(new Set(rowsOf[file].map(({ leaf }) => leaf))).toEqual(new Set(leafNames(file)));
  });

  it.each(["config", "pipelines"] as const)("stand all in a %s file without a problem", (file) => {
    expect(problemsOf(file, texts[file]).map(printProblem)).toEqual([]);
  });
});

describe.each(["config", "pipelines"] as const)("a misspelled key of the %s file", (file) => {
  it.each(rowsOf[file])(
    "$misspelled is reported where it stands, with the nearest key: $leaf",
    ({ line, key, misspelled }) => {
      const lines = texts[file].split("\n");
      const index = lines.indexOf(line);
      const column = line.indexOf(`${key}:`) + 1;
      const text = lines.map((each) => (each === line ? line.replace(`${key}:`, `${misspelled}:`) : each)).join("\n");

      const problems = problemsOf(file, text).map(printProblem);

      const place = `${file}.yaml:${index + 1}:${column}: `;
      expect(index).toBeGreaterThanOrEqual(0);
      expect(problems).toContainEqual(
        expect.stringMatching(new RegExp(`^${place}unknown key "${misspelled}" in .+ \\(did you mean "${key}"\\?\\)$`)),
      );
    },
  );
});

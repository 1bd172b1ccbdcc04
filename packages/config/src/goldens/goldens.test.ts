import { readdirSync, readFileSync } from "node:fs";
import { Backend, Pipeline, PipelineGroup } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { parseConfiguration } from "../configuration/parse-configuration.js";
import { parsePipelines } from "../pipelines/parse-pipelines.js";
import { printProblem, type Problem } from "../problem.js";
import { capabilitiesOf } from "./capabilities.js";
import { expectGolden } from "./expect-golden.js";

const folder = new URL("./", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const namesIn = (name: string): readonly string[] =>
  readdirSync(new URL(name, folder))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.replace(/\.yaml$/, ""));

const printAll = (problems: readonly Problem[]): string =>
  problems.map((problem) => `${printProblem(problem)}\n`).join("");

const backends = (() => {
  const result = parseConfiguration(read("backends.yaml"), "backends.yaml");
  return result.kind === "checked" ? result.configuration.backends : [];
})();

describe("a configuration", () => {
  it.each(namesIn("config/"))("%s comes to what its golden file says", (name) => {
    const result = parseConfiguration(read(`config/${name}.yaml`), `${name}.yaml`);

    const golden =
      result.kind === "checked"
        ? {
            ...result.configuration,
            backends: result.configuration.backends.map((backend) => Backend.toJSON(backend)),
            warnings: result.warnings.map(printProblem),
          }
        : printAll(result.problems);

    expectGolden(new URL(`config/${name}`, folder), golden);
  });
});

describe("a pipelines file", () => {
  it.each(namesIn("pipelines/"))("%s comes to what its golden file says", (name) => {
    const { catalog, problems } = parsePipelines(read(`pipelines/${name}.yaml`), `${name}.yaml`, {
      backends,
      capabilitiesOf,
    });

    const pipelines = catalog.entries.flatMap((entry) =>
      entry.kind === "ready" ? [Pipeline.toJSON(entry.pipeline)] : [],
    );
    const golden =
      problems.length > 0
        ? printAll(problems)
        : { pipelines, groups: catalog.groups.map((group) => PipelineGroup.toJSON(group)) };

    expectGolden(new URL(`pipelines/${name}`, folder), golden);
  });
});

it("has a golden file for each YAML file, and no other", () => {
  const orphans = ["config/", "pipelines/"].flatMap((where) => {
    const files = readdirSync(new URL(where, folder));
    const names = new Set(namesIn(where));
    return files.filter((file) => !names.has(file.replace(/\.(yaml|golden\.json|errors\.txt)$/, "")));
  });

  expect(orphans).toEqual([]);
});

it("shows the errors of more than a hundred broken files", () => {
  const broken = ["config/", "pipelines/"].flatMap((where) =>
    readdirSync(new URL(where, folder)).filter((file) => file.endsWith(".errors.txt")),
  );

  expect(broken.length).toBeGreaterThan(100);
});

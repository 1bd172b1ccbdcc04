import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { parseConfiguration } from "./configuration/parse-configuration.js";
import { parsePipelines } from "./pipelines/parse-pipelines.js";
import { printProblem } from "./problem.js";
import { capabilitiesOf } from "./goldens/capabilities.js";

const read = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../config/${name}`, import.meta.url)), "utf8");
const load = (name: string) => parseConfiguration(read(name), name);

describe("the shipped configuration", () => {
  it("has the backends of the contract", () => {
    const result = load("config.yaml");

    const backends = result.kind === "checked" ? result.configuration.backends : [];
    expect(
      backends.map(({ id, type, hardware, endpoint, characteristics }) => [
        id,
        type,
        hardware,
        endpoint,
        characteristics?.powerWatts,
      ]),
    ).toEqual([
      ["ollama-npu", "ollama", "npu", "http://127.0.0.1:11434", 3],
      ["ollama-intel", "ollama", "igpu", "http://127.0.0.1:11435", 12],
      ["ollama-nvidia", "ollama", "nvidia", "http://127.0.0.1:11436", 55],
      ["ollama-cpu", "ollama", "cpu", "http://127.0.0.1:11437", 28],
      ["whisper-npu", "whisper_cpp", "npu", "http://127.0.0.1:8178", 3],
      ["piper-npu", "piper", "npu", "http://127.0.0.1:5000", 3],
    ]);
  });

  it.each(["config.yaml", "demo.yaml"])(
    "%s loads without a problem or a warning, and so do the pipelines with it",
    (name) => {
      const result = load(name);

      expect(result.kind === "checked" ? result.warnings : result.problems.map(printProblem)).toEqual([]);
      const backends = result.kind === "checked" ? result.configuration.backends : [];
      expect(parsePipelines(read("pipelines.yaml"), "pipelines.yaml", { backends, capabilitiesOf }).problems).toEqual(
        [],
      );
    },
  );
});

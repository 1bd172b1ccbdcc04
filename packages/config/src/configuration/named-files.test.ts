import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { printProblem } from "../problem.js";
import type { ConfigurationResult } from "./parse-configuration.js";
import { loadConfiguration } from "./load-configuration.js";

const folder = mkdtempSync(join(tmpdir(), "named-files-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "fitted.json"), "{}");
writeFileSync(join(folder, "heat.jsonl"), "");
mkdirSync(join(folder, "a-folder"));

async function load(name: string, text: string): Promise<ConfigurationResult> {
  const file = join(folder, name);
  writeFileSync(file, `backends: [{ id: demo, type: simulated, hardware: cpu }]\n${text}`);
  return loadConfiguration(file);
}

describe("a file that the configuration names", () => {
  it.each([["fitted.json"], ["somewhere/else/fitted.json"], [join(folder, "fitted.json")]])(
    "is found beside the configuration: %s",
    async (named) => {
      const result = await load("found.yaml", `calibration: { file: "${named}" }\n`);

      expect(result).toMatchObject({
        kind: "checked",
        configuration: { calibrationFile: join(folder, "fitted.json") },
      });
    },
  );

  it("is absent where none is named", async () => {
    const result = await load("none.yaml", "");

    const keys = result.kind === "checked" ? Object.keys(result.configuration) : [];
    expect(keys).toContain("dataDir");
    expect(keys).not.toContain("calibrationFile");
    expect(keys).not.toContain("thermalRecording");
  });

  it("is handed on unread", async () => {
    const result = await load("unread.yaml", "thermal: { recording: heat.jsonl }\n");

    expect(result).toMatchObject({ kind: "checked", configuration: { thermalRecording: join(folder, "heat.jsonl") } });
  });

  it("is a problem of its key when it does not exist or is no file", async () => {
    const result = await load("wrong.yaml", "calibration: { file: no/such.json }\nthermal:\n  recording: a-folder\n");

    const file = join(folder, "wrong.yaml");
    const places = `no/such.json, ${join(folder, "no/such.json")}, ${join(folder, "such.json")}`;
    expect(result.kind === "rejected" ? result.problems.map(printProblem) : []).toEqual([
      `${file}:2:22: the file "no/such.json" does not exist (looked at ${places})`,
      `${file}:4:14: "${join(folder, "a-folder")}" is not a file`,
    ]);
  });

  it("is absent where it may not even be looked at", async () => {
    const result = await load("long.yaml", `calibration: { file: ${"x".repeat(4000)} }\n`);

    expect(result.kind === "rejected" ? result.problems.map(({ message }) => message) : []).toEqual([
      expect.stringMatching(/^the file "x+…?.*" does not exist/u),
    ]);
  });
});

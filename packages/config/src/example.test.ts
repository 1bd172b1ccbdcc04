import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { parseConfiguration, parsePipelines, printProblem } from "./index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const source = readFileSync(new URL("./example.test.ts", import.meta.url), "utf8");
const squeezed = (text: string): string => text.replace(/\s+/gu, "");

describe("the example of the README", () => {
  it("does what its comment says", () => {
    const config = parseConfiguration("backends: [{ id: demo, type: simulated, hardware: npu }]", "config.yaml");
    if (config.kind === "rejected") throw new Error(config.problems.map(printProblem).join("\n"));

    const text = "pipelines:\n  - id: hello\n    stages: [{ id: say, type: text_generation, modle: small }]\n";
    const { catalog, problems } = parsePipelines(text, "pipelines.yaml", {
      backends: config.configuration.backends,
      capabilitiesOf: () => ["text_generation"],
    });

    const printed = problems.map(printProblem);
    expect(catalog.entries[0]?.kind).toBe("broken");
    expect(printed).toEqual(['pipelines.yaml:3:48: unknown key "modle" in stage (did you mean "model"?)']);
    expect(readme).toContain(`// broken [ '${printed.join()}' ]`);
  });

  it("is the code of this test", () => {
    const code = /```ts\n([\s\S]*?)```/u.exec(readme)?.[1] ?? "";
    const body = code
      .split("\n")
      .filter((line) => !/^(import |console\.log|\/\/)/u.test(line))
      .join("\n");

    expect(body.trim()).not.toBe("");
    expect(squeezed(source)).toContain(squeezed(body));
  });
});

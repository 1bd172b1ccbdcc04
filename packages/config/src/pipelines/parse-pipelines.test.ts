import { Backend } from "@compute-proxy/api";
import { entryId, findPipeline } from "@compute-proxy/pipeline";
import { describe, expect, it } from "@jest/globals";
import { capabilitiesOf } from "../goldens/capabilities.js";
import { parsePipelines } from "./parse-pipelines.js";

const backends = [
  Backend.fromPartial({ id: "engine", type: "ollama", hardware: "cpu", endpoint: "http://127.0.0.1:11434" }),
];
const parse = (text: string) => parsePipelines(text, "p.yaml", { backends, capabilitiesOf });
const sound = "stages: [{ id: s, type: text_generation }]";

describe("the catalog", () => {
  it("has the good pipelines ready whatever is wrong with the others", () => {
    const { catalog } = parse(
      `pipelines:\n  - { id: a, ${sound} }\n  - { id: b, stages: [] }\n  - { id: c, ${sound} }\n`,
    );

    expect(catalog.entries.map((entry) => [entryId(entry), entry.kind])).toEqual([
      ["a", "ready"],
      ["b", "broken"],
      ["c", "ready"],
    ]);
    expect(catalog.problems).toEqual([]);
  });

  it("says of a broken pipeline what it is and all that is wrong with it", () => {
    const { catalog } = parse(
      `pipelines:\n  - { id: a, name: A, description: B, stages: [{ id: s, type: x }], sages: 1 }\n`,
    );

    expect(catalog.entries).toEqual([
      {
        kind: "broken",
        id: "a",
        name: "A",
        description: "B",
        problems: [
          expect.stringMatching(/^p\.yaml:2:63: "type" must be one of/),
          expect.stringMatching(/^p\.yaml:2:69: unknown key "sages"/),
        ],
      },
    ]);
  });

  it("serves neither of two pipelines with one id", () => {
    const { catalog } = parse(`pipelines:\n  - { id: a, ${sound} }\n  - { id: a, ${sound} }\n`);

    const problem = 'p.yaml:3:11: pipeline 1 has the id "a" too: ids must differ';
    expect(catalog.entries.map((entry) => (entry.kind === "broken" ? entry.problems : []))).toEqual([
      [problem],
      [problem],
    ]);
    expect(() => findPipeline(catalog, "a")).toThrow(problem);
  });

  it("calls a pipeline without an id by its place in the file, which no id can be", () => {
    const { catalog } = parse(`pipelines:\n  - { ${sound} }\n`);

    expect(catalog.entries.map(entryId)).toEqual(["pipelines[0]"]);
  });

  it("keeps the good groups, and what is wrong with the others beside the pipelines", () => {
    const { catalog } = parse(
      `pipelines: [{ id: a, ${sound} }]\ngroups: [{ name: g, pipelines: [a] }, { name: h, pipelines: [b] }]\n`,
    );

    expect(catalog.groups).toEqual([{ name: "g", pipelines: ["a"] }]);
    expect(catalog.entries.map(({ kind }) => kind)).toEqual(["ready"]);
    expect(catalog.problems).toEqual([
      'p.yaml:2:62: group "h": there is no pipeline "b" in this file (did you mean "a"?)',
    ]);
  });

  it("is empty, with the reason, when the file is no YAML", () => {
    const { catalog, problems } = parse("pipelines: [\n");

    expect(catalog.entries).toEqual([]);
    expect(catalog.problems).toHaveLength(problems.length);
    expect(catalog.problems.length).toBeGreaterThan(0);
  });
});

import { describe, expect, it } from "@jest/globals";
import { printProblem } from "../problem.js";
import { loadYaml } from "./load-yaml.js";

const mebibyte = 1 << 20;
const rows: readonly { readonly title: string; readonly text: string; readonly problem: string }[] = [
  {
    title: "more than 1 MiB",
    text: `a: ${"x".repeat(mebibyte)}`,
    problem: "f:1:1: the file is larger than 1 MiB (1048579 characters)",
  },
  {
    title: "brackets without end",
    text: "[".repeat(mebibyte),
    problem: "f:1:65: lists and maps stand more than 64 deep in each other",
  },
  {
    title: "lists in lists on a line",
    text: `${"- ".repeat(5000)}x`,
    problem: "f:1:129: lists and maps stand more than 64 deep in each other",
  },
  {
    title: "deeper and deeper indentation",
    text: Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
    problem: "f:65:65: lists and maps stand more than 64 deep in each other",
  },
  {
    title: "indentation that exhausts the parser",
    text: Array.from({ length: 1300 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
    problem: "lists and maps stand more than 64 deep in each other",
  },
  {
    title: "documents without end",
    text: "---\n".repeat(mebibyte / 4),
    problem: "f:2:1: a second document begins here; a file holds one",
  },
  { title: "a million quotes", text: '"'.repeat(mebibyte), problem: "the file has more than 300000 words and signs" },
  { title: "a NUL", text: "a: b\0c\n", problem: "f:1:5: the character U+0000 is not allowed here" },
  {
    title: "an escape sequence for a terminal",
    text: "a: \u001b[31mred\n",
    problem: "f:1:4: the character U+001B is not allowed here",
  },
  { title: "half a surrogate pair", text: "a: \ud800\n", problem: "f:1:4: the character U+D800 is not allowed here" },
  {
    title: "an escaped half of a surrogate pair",
    text: 'a: "\\ud800"\n',
    problem: "f:1:4: the text holds the character U+D800, which is not allowed",
  },
  {
    title: "a list that holds itself",
    text: "a: &a [*a]\n",
    problem: "f:1:8: the alias *a stands inside the value that it names",
  },
  {
    title: "aliases that multiply",
    text: [
      "a: &a [1,1,1,1,1,1,1,1,1,1]",
      ...["ab", "bc", "cd", "de", "ef"].map(([from, to]) => `${to}: &${to} [${`*${from},`.repeat(10)}]`),
    ].join("\n"),
    problem: "aliases repeat more than 10000 values",
  },
  {
    title: "merge keys that multiply",
    text: [
      `a0: &a0 { ${Array.from({ length: 2000 }, (_, index) => `k${index}: 1`).join(", ")} }`,
      ...Array.from({ length: 9 }, (_, index) => `a${index + 1}: &a${index + 1} { <<: *a${index} }`),
    ].join("\n"),
    problem: "aliases repeat more than 10000 values",
  },
];

describe("a hostile text", () => {
  it.each(rows)("is refused with one clear problem: $title", ({ text, problem }) => {
    const loaded = loadYaml(text, "f");

    const printed = loaded.kind === "refused" ? loaded.problems.map(printProblem) : [];

    expect(printed).toEqual([expect.stringContaining(problem)]);
  });
});

describe("a large text", () => {
  it("is given up after some errors", () => {
    const loaded = loadYaml("]".repeat(mebibyte), "f");

    expect(loaded.kind === "refused" && loaded.problems).toHaveLength(20);
  });

  it("is read when it is within the limits", () => {
    const text = Array.from({ length: 40_000 }, (_, index) => `key${index}: value ${index}\n`).join("");

    const loaded = loadYaml(text, "f");

    expect(loaded.kind === "loaded" && Object.keys(loaded.data as object)).toHaveLength(40_000);
  });

  it("lists the first 200 problems and counts the rest", () => {
    const text = Array.from({ length: 300 }, () => "a: 1\n").join("");

    const loaded = loadYaml(text, "f");

    const printed = loaded.kind === "refused" ? loaded.problems.map(printProblem) : [];
    expect(printed).toHaveLength(201);
    expect(printed.at(-1)).toBe("f:202:1: and 99 more problems from here on");
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { grade, loadQuestions, parseQuestions } from "./index.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const source = readFileSync(new URL("./example.test.ts", import.meta.url), "utf8");
const squeezed = (text: string): string => text.replace(/\s+/gu, "").replace(/,([)}\]])/gu, "$1");

describe("the example of the README", () => {
  it("does what its comment says", async () => {
    const held = await loadQuestions("test");
    const line = `{"id": "sea", "family": "mine", "split": "train", "difficulty": 2, "max_tokens": 40,
      "prompt": "What is 6 * 7?", "grader": {"kind": "number", "value": 42}}`.replace("\n", " ");
    const [mine] = parseQuestions(line, "mine.jsonl");
    const verdict = mine && (await grade(mine, "6 * 7 = 42, so it is **42**."));

    expect(held).toHaveLength(120);
    expect(verdict).toEqual({ good: true, why: "it states 42" });
    expect(readme).toContain("// 120 { good: true, why: 'it states 42' }");
  });

  it("is the code of this test", () => {
    const code = /```ts\n([\s\S]*?)```/u.exec(readme)?.[1] ?? "";
    const body = code
      .split("\n")
      .filter((line) => !/^(?:import |console\.log|\/\/)/u.test(line))
      .join("\n");

    expect(body.trim()).not.toBe("");
    expect(squeezed(source)).toContain(squeezed(body));
  });
});

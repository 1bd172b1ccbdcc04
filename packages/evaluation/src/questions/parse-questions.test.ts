import { describe, expect, it } from "@jest/globals";
import { isProxyError } from "@compute-proxy/core";
import { parseQuestions } from "./parse-questions.js";

const line = {
  id: "sum-1",
  family: "mine",
  split: "train",
  difficulty: 1,
  prompt: "What is 1 + 1?",
  grader: { kind: "number", value: 2 },
  max_tokens: 8,
};
const jsonl = (...lines: readonly unknown[]): string => lines.map((each) => JSON.stringify(each)).join("\n");

/** `place: problem` of each wrong line. */
function problemsOf(text: string): readonly string[] {
  try {
    parseQuestions(text, "mine.jsonl");
    return [];
  } catch (error) {
    if (!isProxyError(error)) throw error;
    return [error.message, ...error.violations.map(({ field, description }) => `${field}: ${description}`)];
  }
}

describe("parseQuestions", () => {
  it("gives the questions as their lines have them", () => {
    const second = { ...line, id: "sum-2", prompt: "What is 2 + 2?", split: "test" };

    expect(parseQuestions(`\uFEFF${JSON.stringify(line)}\r\n\r\n${JSON.stringify(second)}\n`, "mine.jsonl")).toEqual([
      line,
      second,
    ]);
  });

  it.each<[what: string, text: string, problem: string]>([
    ["a line that is no JSON", `${jsonl(line)}\n{"id": `, "mine.jsonl:2: is not JSON; each line must be one object"],
    ["a line that is no object", "[1]", "mine.jsonl:1: must be object"],
    ["a missing key", jsonl({ ...line, prompt: undefined }), 'mine.jsonl:1: key "prompt" is missing'],
    ["an unknown key", jsonl({ ...line, promt: "x" }), 'mine.jsonl:1: unknown key "promt" (did you mean "prompt"?)'],
    ["an unknown half", jsonl({ ...line, split: "dev" }), 'mine.jsonl:1: split: must be one of ["train","test"]'],
    ["a difficulty out of range", jsonl({ ...line, difficulty: 6 }), "mine.jsonl:1: difficulty: must be <= 5"],
    ["an empty prompt", jsonl({ ...line, prompt: "" }), "mine.jsonl:1: prompt: must NOT have fewer than 1 characters"],
    [
      "an unknown grader",
      jsonl({ ...line, grader: { kind: "numbr" } }),
      'mine.jsonl:1: grader: unknown kind "numbr" (did you mean "number"?); there are number, alias, span, text, list, json, code, abstain, constraints',
    ],
    ["a grader without a kind", jsonl({ ...line, grader: {} }), 'mine.jsonl:1: grader: key "kind" is missing'],
    [
      "a key that the grader does not have",
      jsonl({ ...line, grader: { kind: "number", value: 2, tolerence: 1 } }),
      'mine.jsonl:1: grader: unknown key "tolerence" (did you mean "tolerance"?)',
    ],
    [
      "an unknown rule",
      jsonl({ ...line, grader: { kind: "constraints", rules: [{ rule: "word", max: 3 }] } }),
      'mine.jsonl:1: grader.rules.0: unknown rule "word" (did you mean "words"?)',
    ],
    [
      "fewer than three tests",
      jsonl({ ...line, grader: { kind: "code", function: "f", tests: [{ args: [], returns: 1 }] } }),
      "mine.jsonl:1: grader.tests: must NOT have fewer than 3 items",
    ],
    [
      "a function name that is none",
      jsonl({ ...line, grader: { kind: "code", function: "f()", tests: [] } }),
      "mine.jsonl:1: grader.function: must match pattern",
    ],
    [
      "a JSON grader that checks nothing",
      jsonl({ ...line, grader: { kind: "json" } }),
      "mine.jsonl:1: grader: needs `value`, `schema` or both",
    ],
    [
      "a schema that is none",
      jsonl({ ...line, grader: { kind: "json", schema: { type: "text" } } }),
      "mine.jsonl:1: grader.schema: is no JSON schema",
    ],
    ["an id that comes twice", jsonl(line, line), 'mine.jsonl:2: id "sum-1" is already used in line 1'],
    [
      "a prompt in both halves",
      jsonl(line, { ...line, id: "sum-2", split: "test", prompt: " what is 1 +  1?" }),
      "mine.jsonl:2: the prompt of line 1 is in the other half",
    ],
    ["a file without questions", "\n\n", "mine.jsonl: holds no question"],
  ])("refuses %s", (_, text, problem) => {
    expect(problemsOf(text)[0]).toContain(problem);
  });

  it("tells every wrong line at once, and no more of it than its place", () => {
    const secret = "my secret prompt";
    const problems = problemsOf(`${jsonl({ ...line, prompt: secret, split: "dev" })}\n{"prompt": "${secret}`);

    expect(problems).toEqual([
      'mine.jsonl:1: split: must be one of ["train","test"] (and 1 more)',
      'mine.jsonl:1: split: must be one of ["train","test"]',
      "mine.jsonl:2: is not JSON; each line must be one object",
    ]);
  });
});

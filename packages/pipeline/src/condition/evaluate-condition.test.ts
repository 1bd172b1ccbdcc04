import { describe, expect, it } from "@jest/globals";
import { PipelineInput } from "@compute-proxy/api";
import { isProxyError } from "@compute-proxy/core";
import type { ConditionValues } from "./condition-values.js";
import { evaluateCondition } from "./evaluate-condition.js";

const values: ConditionValues = {
  input: PipelineInput.fromPartial({
    text: "secret",
    variables: { tone: "warm" },
    messages: [{ role: "user", content: "hi" }],
    documents: { documents: [{ id: "d1", text: "fact", metadata: { year: "2024" } }] },
    data: JSON.parse(
      '{"n": 2, "list": [1, 2], "none": null, "constructor": 3, "$typeName": "x", "__proto__": {"z": 1}}',
    ) as Record<string, unknown>,
  }),
  stages: new Map([
    [
      "draft-code",
      { success: true, skipped: false, text: "let x", quality: 0, confidence: 0.62, attemptCount: 2, forwarded: true },
    ],
    ["plan", { success: true, skipped: false, backend: "npu", model: "m", nonePassed: false }],
    ["review", { success: false, skipped: true }],
  ]),
  env: {
    reachable: new Map([
      ["ollama-npu", true],
      ["gpu", false],
    ]),
  },
};

function failureOf(source: string, given: ConditionValues = values): string {
  try {
    return `no failure: ${evaluateCondition(source, given)}`;
  } catch (error) {
    return isProxyError(error) && error.code === "condition-failed" ? error.message : `unexpected: ${String(error)}`;
  }
}

describe("evaluateCondition", () => {
  it.each([
    ["true", true],
    ['stages["draft-code"].quality < 0.8', true],
    ['stages["draft-code"].quality == 0', true],
    ['stages["draft-code"].confidence >= 0.62 && stages["draft-code"].confidence < 1', true],
    ['stages["draft-code"].attempt_count > 1 && stages["draft-code"].attempt_count == 2', true],
    ['stages["draft-code"].forwarded && stages.plan.backend == "npu" && stages.plan.model == "m"', true],
    ["stages.plan.none_passed", false],
    ["stages.review.skipped && !stages.review.success", true],
    ["has(stages.plan.confidence) && stages.plan.confidence > 0.5", false],
    ["!has(stages.plan.confidence) || stages.plan.confidence > 0.5", true],
    ['input.text == "secret" && input.text.size() == 6', true],
    ['input.variables.tone == "warm" && "mood" in input.variables', false],
    ["size(input.messages) == 1 && input.messages[0].role == 'user'", true],
    ['input.documents[0].metadata.year == "2024"', true],
    ["has(input.documents[0].score)", false],
    ["input.data.n == 2 && input.data.list.exists(x, x > 1) && input.data.none == null", true],
    ['input.data.constructor == 3 && input.data["$typeName"] == "x" && input.data["__proto__"].z == 1', true],
    ["has(input.data.toString) || has(input.data.hasOwnProperty)", false],
    ['env.reachable["ollama-npu"] && !env.reachable.gpu', true],
    ['"other" in env.reachable', false],
    ["input.data.list.map(x, x + 1.0).filter(x, x > 2.0).size() == 1", true],
  ])("%j is %j", (source, answer) => {
    expect(evaluateCondition(source, values)).toBe(answer);
  });

  it("finds no input where the run has none", () => {
    const empty = { ...values, input: PipelineInput.fromPartial({}) };
    expect(evaluateCondition("!has(input.text) && !has(input.data) && !has(input.documents)", empty)).toBe(true);
    expect(evaluateCondition("size(input.messages) == 0 && size(input.variables) == 0", empty)).toBe(true);
  });
});

describe("a condition has no answer", () => {
  const mismatch = "its types do not fit: found no matching overload for";
  it.each([
    [
      'stages["plan"].confidence > 0.5',
      'stages["plan"].confidence is not there in this run: ask first, has(stages["plan"].confidence) && ...',
    ],
    [
      "stages.review.text == ''",
      'stages["review"].text is not there in this run: ask first, has(stages["review"].text) && ...',
    ],
    [
      'input.variables["mood"] == "x"',
      "input.variables.mood is not there in this run: ask first, has(input.variables.mood) && ...",
    ],
    [
      'input.variables["a-b"] == "x"',
      'input.variables["a-b"] is not there in this run: ask first, "a-b" in input.variables && ...',
    ],
    ['env.reachable["x-1"]', 'env.reachable["x-1"] is not there in this run: ask first, "x-1" in env.reachable && ...'],
    ["input.data.a.b.c == 1", "input.data.a.b.c is not there in this run"],
    ["input.documents[7].text == ''", "a list is shorter than the condition expects: test its size() first"],
    ["input.text", "it gives a value of type string, and has to be true or false: compare it with something"],
    ["stages.plan.success ? 1 : 2", "it gives a value of type int"],
    ["input.data.list", "it gives a value of type list"],
    ["input.data.none", "it gives a value of type null_type"],
    ["input.text + 1 == ''", `${mismatch} '_+_' applied to '(string, int)'`],
    ["input.text > 1", `${mismatch} '_>_' applied to '(string, int)'`],
    ["input.text && true", "type mismatch: expected bool, got string"],
    ["1 / 0 == 1", "it divides by zero"],
    ["9223372036854775807 + 1 > 0", "a number is too large"],
    ["input.text.matches('(')", "the pattern of matches() is no RE2 pattern"],
    ["draft.text", 'unknown name "draft"'],
    ["input.text ==", "cannot be read from here on"],
  ])("%j", (source, reason) => {
    expect(failureOf(source)).toContain(reason);
  });

  it.each([
    ["int(input.text) > 1"],
    ["bool(input.text)"],
    ["timestamp(input.text) > timestamp('2020-01-01T00:00:00Z')"],
    ["duration(input.text) > duration('1s')"],
    ["input.data[input.text] == 1"],
    ["input.variables[input.text] == 'x'"],
    ["{input.text: 1, 'secret': 2}.size() == 1"],
    ["input.text.matches(input.text + '(')"],
    ["input.text"],
  ])("and %j repeats no value", (source) => {
    expect(failureOf(source)).toMatch(/^the condition has no answer: /);
    expect(failureOf(source)).not.toContain("secret");
  });
});

describe("cost", () => {
  const withList = (length: number): ConditionValues => ({
    ...values,
    input: PipelineInput.fromPartial({ data: { list: Array.from({ length }, (_, index) => index) } }),
  });

  it("stays small: the input that a condition reads has at most 1000 entries", () => {
    const source = "input.data.list.map(x, x + 1.0).filter(x, x > 0.0).size() > 0";
    expect(evaluateCondition(source, withList(999))).toBe(true);
    expect(failureOf(source, withList(1000))).toBe("a condition reads at most 1000 entries, and input.data has more");
  });

  it("does not count input that the condition does not read", () => {
    expect(evaluateCondition("has(input.text)", withList(100_000))).toBe(false);
  });

  it("does not explode in a pattern: matches() takes linear time", () => {
    const long = { ...values, input: PipelineInput.fromPartial({ text: "a".repeat(100_000) }) };
    expect(evaluateCondition('input.text.matches("^(a+)+$b") || input.text.matches("(a|aa)+b")', long)).toBe(false);
  });
});

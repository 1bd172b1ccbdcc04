import { describe, expect, it } from "@jest/globals";
import { checkCondition } from "./check-condition.js";
import type { ConditionScope } from "./condition-scope.js";

const stage = (id: string, type: string, qualityChecked = false) => ({ id, type, qualityChecked });
const scope: ConditionScope = {
  earlierStages: [
    stage("draft-code", "text_generation", true),
    stage("plan", "text_generation"),
    stage("voice", "text_to_audio"),
    stage("vector", "embedding"),
    stage("own", "custom"),
  ],
  laterStages: ["review"],
};

const problemsOf = (source: string, place: ConditionScope = scope) =>
  checkCondition(source, place).map(({ offset, message }) => `${offset}: ${message}`);

describe("checkCondition accepts", () => {
  it.each([
    ["true"],
    ['stages["draft-code"].quality < 0.8'],
    ["stages['plan'].confidence < 0.5 || stages.plan.skipped"],
    ['has(stages["plan"].confidence) && stages["plan"].confidence > 0.5'],
    ['stages["plan"].success && !stages["plan"].forwarded && !stages["plan"].none_passed'],
    ['stages["plan"].attempt_count > 1 && stages["plan"].backend == "npu" && stages["plan"].model.startsWith("q")'],
    ['stages["voice"].success'],
    ['stages["own"].text.contains("x")'],
    ['input.text.size() > 100 && input.text.matches("(?i)code")'],
    ['input.variables["a b"] == "x" && "tone" in input.variables'],
    ["size(input.messages) > 3"],
    ["input.data.order.items.exists(item, item.price > 10.0)"],
    ["input.data.items.filter(x, x.ok).all(x, x.n > 1)"],
    ["input.documents[0].text != ''"],
    ['env.reachable["ollama-nvidia"]'],
    ["env.reachable.exists(id, env.reachable[id])"],
    ['input.text == "stages.draft-code and (((((((((((((((((("'],
    ["[1, 2].map(x, x * 2) == [2, 4] ? true : {'a': true}['a']"],
    ["input.data.list.all(input, input > 1.0)"],
  ])("%j", (source) => {
    expect(problemsOf(source)).toEqual([]);
  });
});

const allStageFields =
  "text, success, skipped, confidence, quality, backend, model, forwarded, attempt_count, none_passed";
const reads = "a condition reads input, stages and env";

describe("checkCondition refuses", () => {
  it.each([
    // Roots and fields.
    ['inputs.text == ""', `0: unknown name "inputs" (did you mean "input"?): ${reads}`],
    ["true && draft", `8: unknown name "draft": ${reads}`],
    ["__proto__ == 1", `0: unknown name "__proto__": ${reads}`],
    ["[1].all(x, y)", `11: unknown name "y": ${reads}`],
    ["[x].all(x, true)", `1: unknown name "x": ${reads}`],
    [
      'input.tex == ""',
      '0: input has no "tex" (did you mean "text"?): there is text, variables, messages, data, documents',
    ],
    ["input.audio == 1", '0: input has no "audio": there is text, variables, messages, data, documents'],
    ["size(input) > 0", "5: input needs one of its fields: text, variables, messages, data, documents"],
    ['input[input.text] == ""', "0: input needs one of its fields: text, variables, messages, data, documents"],
    ["input.text.length > 1", "0: input.text is a text and has no fields"],
    ["input.variables.tone.x == 1", "0: input.variables.tone is a text and has no fields"],
    ["env.reach", '0: env has no "reach": there is reachable'],
    ['env.reachable["a"].now', '0: env.reachable["backend-id"] is true or false and has no fields'],
    // Stages.
    ["stages.draft-code.quality < 0.8", '0: stages.draft-code is a subtraction: write stages["draft-code"]'],
    [
      "true && stages.draft-cod.quality < 1",
      '8: stages.draft-cod is a subtraction: write stages["draft-cod"] (did you mean "draft-code"?)',
    ],
    ["stages.tier-2.success", '0: stages.tier-2 is a subtraction: write stages["tier-2"]'],
    ['stages["plam"].success', '0: stages["plam"] is not a stage above this one (did you mean "plan"?)'],
    ['stages["review"].success', '0: stages["review"] runs later: a condition asks about the stages above its own'],
    ['has(stages["nope"].text)', '4: stages["nope"] is not a stage above this one'],
    ['stages["plan"].txt == ""', `0: stages["plan"] has no "txt" (did you mean "text"?): there is ${allStageFields}`],
    ['stages["plan"]', `0: stages["plan"] needs one of its fields: ${allStageFields}`],
    ["size(stages) > 0", '5: stages needs the id of one stage in quotes: stages["draft"].text'],
    ["stages.all(s, s)", `0: stages needs the id of one stage in quotes: stages["draft"].text`],
    ['stages["plan"].text.x == ""', '0: stages["plan"].text has no fields'],
    [
      'stages["plan"].quality < 1',
      '0: stages["plan"].quality is never there: that stage does not set enable_quality_check',
    ],
    [
      'has(stages["plan"].quality)',
      '4: stages["plan"].quality is never there: that stage does not set enable_quality_check',
    ],
    ['stages["voice"].text == ""', '0: stages["voice"].text is never there: text_to_audio gives none'],
    ['stages["vector"].confidence < 1', '0: stages["vector"].confidence is never there: embedding gives none'],
    // Functions.
    ['input.text.contain("x")', '11: unknown function "contain" (did you mean "contains"?)'],
    ["true || foobar(1)", '8: unknown function "foobar"'],
    ["constructor()", '0: unknown function "constructor"'],
    ['has(stages["plan"]["text"])', '0: has is written has(stages["draft"].confidence)'],
    ["input.messages.all(1, true)", "15: all is written list.all(item, condition)"],
    ["google.protobuf.Timestamp{seconds: 1} == 1", "0: a condition makes no messages: compare with a plain value"],
    [
      "input.data.a.all(x, input.data.b.exists(y, y == x))",
      "32: all, exists, exists_one, map and filter do not stand inside one another",
    ],
    // Syntax.
    ["", "undefined: a condition is missing: leave out when, or write true"],
    [" \n", "undefined: a condition is missing: leave out when, or write true"],
    ['input.text = "x"', '11: cannot be read from here on: "= \\"x\\"" (CEL compares with ==)'],
    ["true and false", '5: cannot be read from here on: "and false" (CEL writes &&)'],
    ["true or false", '5: cannot be read from here on: "or false" (CEL writes ||)'],
    ["(true", "5: the condition ends too early"],
    ["{{ .Input }}", '10: cannot be read from here on: "}}"'],
    ["if", '0: cannot be read from here on: "if"'],
    ['"😀" == x', `8: unknown name "x": ${reads}`],
  ])("%j", (source, problem) => {
    expect(problemsOf(source)).toEqual([problem]);
  });

  it("several at once, in the order of the source", () => {
    expect(problemsOf('foobar(stages["nope"].text) && input.tex == x')).toEqual([
      '0: unknown function "foobar"',
      '7: stages["nope"] is not a stage above this one',
      '31: input has no "tex" (did you mean "text"?): there is text, variables, messages, data, documents',
      `44: unknown name "x": ${reads}`,
    ]);
  });

  it("a stage where there is none above", () => {
    const alone = { earlierStages: [] };
    expect(problemsOf('stages["a"].success', alone)).toEqual([
      '0: stages["a"] is not a stage above this one: there is none',
    ]);
  });
});

describe("a condition that is too much is refused before it is parsed", () => {
  it.each([
    ["length", "x".repeat(513), "a condition has at most 512 characters"],
    ["brackets", "(".repeat(255), "brackets are nested more than 16 deep"],
    ["lists", `${"[".repeat(200)}1${"]".repeat(200)}`, "brackets are nested more than 16 deep"],
    ["maps", "{1:".repeat(127), "brackets are nested more than 16 deep"],
    ["calls", "a.f(".repeat(100), "brackets are nested more than 16 deep"],
  ])("%s", (_, source, message) => {
    expect(checkCondition(source, scope).map((problem) => problem.message)).toEqual([message]);
  });

  it("but 512 characters without brackets parse", () => {
    expect(problemsOf(`${"!".repeat(508)}true`)).toEqual([]);
    expect(problemsOf(`1${"+1".repeat(253)} > 1`)).toEqual([]);
  });
});

import { describe, expect, it } from "@jest/globals";
import { type ConditionUse, conditionUse } from "./condition-use.js";

const nothing: ConditionUse = {
  inputFields: [],
  variables: [],
  requiredVariables: [],
  stages: [],
  confidences: [],
  backends: [],
};

describe("conditionUse", () => {
  const rows: readonly (readonly [string, Partial<ConditionUse>])[] = [
    ["true", {}],
    ["input.text == '' || input.text == 'a' || has(input.data)", { inputFields: ["text", "data"] }],
    ["size(input.messages) + size(input.documents) > 1", { inputFields: ["messages", "documents"] }],
    [
      'input.variables.a == input.variables["b c"]',
      { inputFields: ["variables"], variables: ["a", "b c"], requiredVariables: ["a", "b c"] },
    ],
    ["has(input.variables.a) && input.variables.a == ''", { inputFields: ["variables"], variables: ["a"] }],
    ["'a-b' in input.variables && input.variables['a-b'] == ''", { inputFields: ["variables"], variables: ["a-b"] }],
    ['stages["a-b"].success && stages.c.success && has(stages.c.text)', { stages: ["a-b", "c"] }],
    ["stages.a.confidence < 1 || has(stages.b.confidence)", { stages: ["a", "b"], confidences: ["a", "b"] }],
    ['env.reachable["x"] || env.reachable.y', { backends: ["x", "y"] }],
    ["input.data.list.all(stages, stages.text == '')", { inputFields: ["data"] }],
  ];
  it.each(rows)("of %j", (source, use) => {
    expect(conditionUse(source)).toEqual({ ...nothing, ...use });
  });
});

import { describe, expect, it } from "@jest/globals";
import { type TemplateUse, templateUse } from "./template-use.js";

const nothing: TemplateUse = {
  input: false,
  query: false,
  previousOutput: false,
  context: false,
  variables: [],
  requiredVariables: [],
  stages: [],
};

describe("templateUse", () => {
  const rows: readonly (readonly [string, Partial<TemplateUse>])[] = [
    ["just text", {}],
    ["{{ .Input }}", { input: true }],
    ["{{ 'a' | append: .Query }}", { query: true }],
    ["{% for x in .PreviousOutput %}{% endfor %}", { previousOutput: true }],
    ["{% if .Context %}{% endif %}", { context: true }],
    ['{{ .Stages["a"].text }}{{ .Stages.b.text }}{{ .Stages["a"].text }}', { stages: ["a", "b"] }],
    ['{{ .Variables["a b"] }}{{ .Variables.c }}', { variables: ["a b", "c"], requiredVariables: ["a b", "c"] }],
    ["{{ .Variables.a | default: 'x' }}", { variables: ["a"] }],
    ["{{ .Variables.a | upcase | default: 'x' }}", { variables: ["a"], requiredVariables: ["a"] }],
    ["{% if .Variables.a %}{{ .Variables.a }}{% endif %}", { variables: ["a"] }],
    ["{% case .Variables.a %}{% when .Variables.b %}{% endcase %}", { variables: ["a", "b"] }],
    ["{{ 'x' | default: .Variables.a }}", { variables: ["a"], requiredVariables: ["a"] }],
    ["{% comment %}{{ .Input }}{% endcomment %}{% raw %}{{ .Query }}{% endraw %}", {}],
  ];
  it.each(rows)("of %j", (source, use) => {
    expect(templateUse(source)).toEqual({ ...nothing, ...use });
  });
});

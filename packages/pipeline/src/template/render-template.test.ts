import { describe, expect, it } from "@jest/globals";
import { isProxyError } from "@compute-proxy/core";
import { renderTemplate, type TemplateValues } from "./render-template.js";

const values: TemplateValues = {
  input: "a,b",
  previousOutput: "before",
  query: "why?",
  context: "facts",
  stages: new Map([
    ["draft-code", "let x"],
    ["__proto__", "odd"],
  ]),
  variables: JSON.parse('{"tone":"warm","__proto__":"own","size":"big"}') as Record<string, string>,
};
const bareValues: TemplateValues = {
  input: "in",
  previousOutput: undefined,
  query: undefined,
  context: undefined,
  stages: undefined,
  variables: {},
};

function failureOf(source: string, given: TemplateValues): string {
  try {
    return `no failure: ${renderTemplate(source, given)}`;
  } catch (error) {
    return isProxyError(error) && error.code === "template-failed" ? error.message : `unexpected: ${String(error)}`;
  }
}

describe("renderTemplate writes", () => {
  it.each([
    ["Review: {{ .PreviousOutput }}!", "Review: before!"],
    ["{{ .Input }} {{ .Query }} {{ .Context }}", "a,b why? facts"],
    ['{{ .Stages["draft-code"].text }}/{{ .Stages.draft-code.text }}', "let x/let x"],
    ['{{ .Stages["__proto__"].text }}', "odd"],
    ['{{ .Variables["tone"] }}/{{ .Variables.tone }}', "warm/warm"],
    ['{{ .Variables["__proto__"] }}', "own"],
    ["{{ .Variables.size }} {{ .Variables.tone.size }} {{ .Input.size }}", "big 4 3"],
    ["{{ .Input | append: .Query | upcase }}", "A,BWHY?"],
    ["{% if .Input contains 'b' and .Query %}yes{% else %}no{% endif %}", "yes"],
    ["{% assign parts = .Input | split: ',' %}{% for p in parts %}{{ forloop.index }}{{ p }} {% endfor %}", "1a 2b "],
    ["{% for i in (1..5) reversed limit: 2 %}{{ i }}{% endfor %}", "21"],
    ["{% capture x %}<{{ .Input }}>{% endcapture %}{{ x }}{{ x }}", "<a,b><a,b>"],
    ["{% case .Variables.tone %}{% when 'cold', 'warm' %}1{% else %}2{% endcase %}", "1"],
    ["{% raw %}{{ .Input }}{% endraw %}", "{{ .Input }}"],
    ["a {%- if true -%} b {%- endif -%} c", "abc"],
    ["{{ .Input | slice: 0, 1 }}{{ .Query | replace: '?', '!' }}", "awhy!"],
  ])("%j as %j", (source, text) => {
    expect(renderTemplate(source, values)).toBe(text);
  });
});

describe("what may be absent", () => {
  it.each([
    ["{% if .PreviousOutput %}yes{% else %}no{% endif %}", "no"],
    ["{% unless .Query %}no{% endunless %}", "no"],
    ["{% case .Context %}{% when 'facts' %}yes{% else %}no{% endcase %}", "no"],
    ["{% if .Variables.tone == 'warm' %}yes{% else %}no{% endif %}", "no"],
    ['{% if .Stages["draft-code"].text %}yes{% else %}no{% endif %}', "no"],
    ["{{ .Variables.tone | default: 'plain' }}", "plain"],
    ["{{ .Query | default: .Input }}", "in"],
    ["{% if .Query %}{{ .Query }}{% endif %}", ""],
  ])("%j gives %j without the value", (source, text) => {
    expect(renderTemplate(source, bareValues)).toBe(text);
  });

  it.each([
    ["{{ .PreviousOutput }}", "(line 1, column 4) reads .PreviousOutput, but there is no such text in this run"],
    ["a\n {{ .Context }}", "(line 2, column 5) reads .Context, but there is no such text in this run"],
    ["{{ .Query }}", "reads .Query, but the run's input has no text"],
    [
      '{{ .Variables["tone"] }}',
      'the run has no input.variables["tone"]: give it, or add | default: "..." to the template',
    ],
    ["{{ .Variables.size }}", 'the run has no input.variables["size"]'],
    ["{{ .Variables.constructor }}", 'the run has no input.variables["constructor"]'],
    ['{{ .Variables["__proto__"] }}', 'the run has no input.variables["__proto__"]'],
    ['{{ .Stages["draft-code"].text }}', 'the stage "draft-code" gave no text in this run'],
    ['{{ .Stages["constructor"].text }}', 'the stage "constructor" gave no text in this run'],
    ["{% assign x = .Query %}{{ x }}", "reads .Query, but the run's input has no text"],
    ["{{ .Input | append: .Query }}", "reads .Query, but the run's input has no text"],
    ["{% for x in .Query %}{{ x }}{% endfor %}", "reads .Query, but the run's input has no text"],
    [
      "{% for i in (1..2) %}{% if i == 1 %}{{ x }}{% endif %}{% assign x = i %}{% endfor %}",
      "reads x, but nothing has given",
    ],
  ])("%j fails without it", (source, reason) => {
    expect(failureOf(source, bareValues)).toContain(reason);
  });
});

describe("values are inserted as they are", () => {
  it.each([["{{ .Query }}"], ["{% include 'x' %}"], ["{% raw %}"], ["}}{{"], ["<b>&\"'\u0000"]])(
    "%j stays text",
    (text) => {
      const source = '{{ .Input }}|{{ .PreviousOutput }}|{{ .Stages["s"].text }}|{{ .Variables.v }}';
      const given = {
        ...bareValues,
        input: text,
        previousOutput: text,
        stages: new Map([["s", text]]),
        variables: { v: text },
      };
      expect(renderTemplate(source, given)).toBe([text, text, text, text].join("|"));
    },
  );

  it("and one rendering leaves nothing for the next", () => {
    renderTemplate("{% assign x = 1 %}{% capture y %}2{% endcapture %}", values);
    expect(
      failureOf("{% for i in (1..1) %}{% if false %}{% assign x = 1 %}{% endif %}{{ x }}{% endfor %}", values),
    ).toContain("reads x");
  });
});

describe("a template that is wrong or takes too much fails", () => {
  const thousands = (body: string) => `{% for i in (1..10000) %}${body}{% endfor %}`;
  it.each([
    ["{{ .Imput }}", '(line 1, column 4): unknown name ".Imput"'],
    ["{% if .Input %}", "{% if %} needs {% endif %}"],
    ["{% for i in (1..100000000) %}x{% endfor %}", "a range has at most 10000 numbers"],
    [
      "{% assign l = (1..10000) %}{% for a in l %}{% for b in l %}{% for c in l %}{% endfor %}{% endfor %}{% endfor %}",
      "it takes more than 1000 ms",
    ],
    [thousands("{{ (1..10000) | size }}"), "its filters and ranges make more than 2097152 characters and items"],
    [thousands(thousands("0123456789")), "writes more than 256 KiB"],
    [`{% assign x = 'aaaaaaaa' %}${thousands("{% assign x = x | append: x %}")}`, "its filters and ranges make more"],
    [
      `{% assign x = 'aaaaaaaa' %}${thousands("{% capture x %}{{ x }}{{ x }}{% endcapture %}")}`,
      "writes more than 256 KiB",
    ],
    [
      `{% assign x = 'a' | split: ',' %}${thousands("{% assign x = x | concat: x %}")}`,
      "its filters and ranges make more",
    ],
    ["{{ 'a,a' | replace: ',', .Input | replace: 'a', .Input | upcase }}", "its filters and ranges make more"],
    ["{{ 'now' | date: '%999999999Y' }}", "its filters and ranges make more"],
    ["{{ .Input }}", "writes more than 256 KiB"],
  ])("%j", (source, reason) => {
    const given = { ...bareValues, input: "aß".repeat(200_000) };
    expect(failureOf(source, given)).toContain(reason);
  });

  it("at 256 KiB counted in bytes", () => {
    const fits = "ä".repeat(131_072);
    expect(renderTemplate("{{ .Input }}", { ...bareValues, input: fits })).toHaveLength(131_072);
    expect(failureOf("{{ .Input }}!", { ...bareValues, input: fits })).toContain("writes more than 256 KiB");
  });

  it("and the message quotes the template, never a value", () => {
    const given = { ...bareValues, input: "secret!", variables: { v: "secret!" } };
    expect(failureOf("{{ .Input | base64_decode }}", given)).toBe(
      "the template fails (line 1, column 1), at {{ .Input | base64_decode }}: a filter or comparison cannot take the value that it gets",
    );
  });
});

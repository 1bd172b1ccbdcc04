import { describe, expect, it } from "@jest/globals";
import { checkTemplate } from "./check-template.js";
import type { TemplateScope } from "./template-scope.js";

const scope: TemplateScope = {
  firstStage: false,
  preserveContext: true,
  earlierStages: ["plan", "draft-code", "__proto__"],
  laterStages: ["review", "test-it"],
};

const problemsOf = (source: string, place: TemplateScope = scope) =>
  checkTemplate(source, place).map(({ offset, message }) => `${offset}: ${message}`);

describe("checkTemplate accepts", () => {
  it.each([
    [""],
    ["no template at all, with } and % and }}"],
    ["{{ .Input }}"],
    ["{{.Input}}"],
    ["{{-.Input-}} {%- if .Query -%}x{%- endif -%}"],
    ["Review this: {{ .PreviousOutput }}"],
    ["{{ .Query | strip | truncate: 100, '...' | default: .Input }}"],
    ["{{ .Context }}"],
    ['{{ .Stages["draft-code"].text }}'],
    ["{{ .Stages['plan'].text.size }}"],
    ["{{ .Stages.draft-code.text }}"],
    ['{{ .Stages["__proto__"].text }}'],
    ['{{ .Variables["tone"] }}{{ .Variables.tone }}'],
    ['{{ .Variables["any name, even {{ or %}"] }}'],
    ["{{ .Input.size }}"],
    ["{{ 5 }}{{ true }}{{ nil }}{{ 'text' }}{{ \"}} {{ .Foo\" }}"],
    ['{{ "a" | append: .Input | append:.Query|upcase }}'],
    ["{{ (1..3) | join: ', ' }}"],
    [
      "{% if .Input == 'a' and .Query contains 'b' or not .PreviousOutput %}x{% elsif .Context %}y{% else %}z{% endif %}",
    ],
    ["{% unless .Input %}x{% else %}y{% endunless %}"],
    ["{% case .Input %}{% when 'a' or 'b', .Query %}x{% else %}y{% endcase %}"],
    ["{% assign lines = .Input | split: ',' %}{% for line in lines %}{{ forloop.index }} {{ line }}{% endfor %}"],
    ["{% for i in (1..3) limit: 2 offset: 1 reversed %}{{ i }}{% break %}{% else %}none{% endfor %}"],
    ["{% for i in (1..3) %}{% if forloop.first %}{% else %}{{ last }}{% endif %}{% assign last = i %}{% endfor %}"],
    ["{% capture both %}{{ .Input }}{{ .Query }}{% endcapture %}{{ both | upcase }}"],
    ["{% raw %}{{ .Foo }} {% bar %}{% endraw %}"],
    ["{% comment %}{{ .Foo }} {% bar %}{% endcomment %}"],
    ["{% # it's a remark about .Foo %}{{ .Input }}"],
    ["{% echo .Input | upcase %}"],
    ["{{ 'now' | date: '%Y' }}"],
  ])("%j", (source) => {
    expect(problemsOf(source)).toEqual([]);
  });
});

describe("checkTemplate refuses", () => {
  it.each([
    // Names.
    ["{{ .Imput }}", '3: unknown name ".Imput" (did you mean ".Input"?)'],
    ["{{ .previousoutput }}", '3: unknown name ".previousoutput" (did you mean ".PreviousOutput"?)'],
    ["ab {{ Input }}", '6: unknown name "Input": write it with a leading dot, .Input'],
    ["{{ input }}", '3: unknown name "input" (did you mean ".Input"?)'],
    ["{{ candidates }}", '3: unknown name "candidates"'],
    ["{{ 'a' | append: tone }}", '17: unknown name "tone"'],
    ["{% for x in list %}{% endfor %}", '12: unknown name "list"'],
    ["{% if flag %}{% endif %}", '6: unknown name "flag"'],
    ["{% case 1 %}{% when one %}{% endcase %}", '20: unknown name "one"'],
    ["{{ x }}{% assign x = 1 %}", '3: unknown name "x"'],
    ["{% for x in (1..2) %}{% endfor %}{{ x }}", '36: unknown name "x"'],
    ["{{ __proto__ }}", '3: unknown name "__proto__"'],
    ["{{ .constructor }}", '3: unknown name ".constructor"'],
    ["{{ loop.index }}", '3: unknown name "loop" (did you mean forloop.index?)'],
    ["{{ forloop.index }}", "3: forloop is there only inside a for loop"],
    ["{% for x in (1..2) %}{{ forloop.idx }}{% endfor %}", '24: forloop has no "idx" (did you mean "index"?)'],
    ["{% for x in (1..2) %}{{ forloop.constructor }}{% endfor %}", '24: forloop has no "constructor"'],
    ["{{ .Input.foo }}", "3: .Input is a text: of its parts only .size can be read"],
    ["{{ .Input[0] }}", "3: .Input is a text: of its parts only .size can be read"],
    ["{{ .Variables }}", '3: .Variables needs the name of one variable in quotes: .Variables["tone"]'],
    ["{{ .Variables[.Input] }}", '3: .Variables needs the name of one variable in quotes: .Variables["tone"]'],
    ["{{ .Stages }}", '3: .Stages needs the id of one stage in quotes: .Stages["draft"].text'],
    ["{{ .Stages[0].text }}", '3: .Stages needs the id of one stage in quotes: .Stages["draft"].text'],
    ['{{ .Stages["plan"] }}', '3: a template reads the text of a stage: write .Stages["plan"].text'],
    ["{{ .Stages.plan.output }}", '3: a template reads the text of a stage, not "output": write .Stages["plan"].text'],
    ['{{ .Stages["plam"].text }}', '3: .Stages["plam"] is not a stage above this one (did you mean "plan"?)'],
    ['{{ .Stages["review"].text }}', '3: .Stages["review"] runs later: a template reads the stages above its own'],
    ["{% assign .x = 1 %}", "10: a name that a template makes has no leading dot"],
    ["{% assign Input = 1 %}", '10: the name "Input" would hide .Input: choose another'],
    // Tags and blocks.
    ['{% include "/etc/passwd" %}', '0: the tag "include" is not available: a template reads no files'],
    ['{% render "a" %}', '0: the tag "render" is not available: a template reads no files'],
    ['{% layout "a" %}', '0: the tag "layout" is not available: a template reads no files'],
    ["{% liquid echo .Input %}", '0: the tag "liquid" is not available: write each tag in its own {% %}'],
    ["{% iff .Input %}", '0: unknown tag "iff" (did you mean "if"?)'],
    ["{% if .Input %}{% elseif .Query %}{% endif %}", '15: unknown tag "elseif" (did you mean "elsif"?)'],
    ["a{% if .Input %}b", "1: {% if %} needs {% endif %}"],
    ["{% comment %}", "0: {% comment %} needs {% endcomment %}"],
    ["{% if .Input %}{% endfor %}", "15: {% endfor %} closes {% if %}: write {% endif %}"],
    ["{% endif %}", "0: {% endif %} closes nothing"],
    ["{% when 1 %}", "0: {% when %} stands in no case"],
    [
      "{% if 1 %}{% else %}{% elsif 2 %}{% endif %}",
      "20: {% elsif %} follows {% else %}, which is the last part of {% if %}",
    ],
    ["{% break %}", "0: {% break %} works only in a for loop"],
    ["{% if 1 %}{% else if 2 %}{% endif %}", '18: unexpected "if 2"'],
    ["{% for x of .Input %}{% endfor %}", "9: a loop is written {% for item in list %}"],
    [
      "{% for x in .Input bogus %}{% endfor %}",
      '19: unknown loop option "bogus": there are limit: 3, offset: 3 and reversed',
    ],
    ["{% assign x %}", "11: assign needs a value: {% assign x = ... %}"],
    // Expressions: the library drops what it does not understand, we do not.
    ["{{ .Input", '0: output "{{ .Input" not closed'],
    ["{% if .Input", '0: tag "{% if .Input" not closed'],
    ["{{ }}", '3: invalid value expression: ""'],
    ["{{ .Input foo }}", '10: unexpected "foo"'],
    ["{{ .Input, .Query }}", '9: unexpected ", .Query"'],
    ["{{ .Input | }}", '10: something is missing after "|"'],
    ["{{ .Input. }}", '9: something is missing after "."'],
    ["{% if 1 and %}{% endif %}", "8: an operator lacks a value"],
    ['{{ .Stages["plan" junk].text }}', '11: brackets hold one name: ["name"]'],
    ["{% if .Input && .Query %}{% endif %}", '14: expected "|" before filter (Liquid writes "and", not "&&")'],
    ["{% if .Input || .Query %}{% endif %}", '14: expected filter name (Liquid writes "or", not "||")'],
    ["{% if .Input = 'a' %}{% endif %}", '14: expected "|" before filter (Liquid compares with "==", not "=")'],
    // Filters.
    ["{{ .Input | upcse }}", '12: unknown filter "upcse" (did you mean "upcase"?)'],
    ["{% assign x = .Input | nope %}", '23: unknown filter "nope"'],
    ["{{ .Input | constructor }}", '12: unknown filter "constructor"'],
    ["{{ .Input | where_exp: 'x', .Input }}", '12: unknown filter "where_exp"'],
  ])("%j", (source, problem) => {
    expect(problemsOf(source)).toEqual([problem]);
  });

  it("several at once, in the order of the source", () => {
    expect(problemsOf("{{ .A }}\n{{ .Input | bb_bb }}\n{% c %}\n{{ .Stages.d.text }}{{ | }}")).toEqual([
      '3: unknown name ".A"',
      '21: unknown filter "bb_bb"',
      '30: unknown tag "c" (did you mean "if"?)',
      '41: .Stages["d"] is not a stage above this one',
      '61: invalid value expression: "|"',
    ]);
  });

  it("names by their place in UTF-16 units", () => {
    expect(problemsOf("😀{{ .X }}")).toEqual(['5: unknown name ".X"']);
  });
});

describe("the place of a template decides", () => {
  const needs = (name: string) =>
    `3: ${name} needs options.preserve_context: true in this pipeline; without it there are .Input, .PreviousOutput and .Query`;
  it.each([
    ["{{ .PreviousOutput }}", { firstStage: true }, "3: .PreviousOutput has no value in the first stage: use .Input"],
    ["{{ .Context }}", { preserveContext: false }, needs(".Context")],
    ['{{ .Stages["plan"].text }}', { preserveContext: false }, needs(".Stages")],
    [
      '{{ .Stages["plan"].text }}',
      { earlierStages: [] },
      '3: .Stages["plan"] is not a stage above this one: there is none',
    ],
    ['{{ .Stages["review"].text }}', { laterStages: undefined }, '3: .Stages["review"] is not a stage above this one'],
  ])("%j in %j", (source, place, problem) => {
    expect(problemsOf(source, { ...scope, ...place })).toEqual([problem]);
  });

  it("and .Input, .Query and .Variables are there in every place", () => {
    const least = { firstStage: true, preserveContext: false, earlierStages: [] };
    expect(problemsOf("{{ .Input }}{{ .Query }}{{ .Variables.tone }}", least)).toEqual([]);
  });
});

describe("a template that is too much is refused before it is run", () => {
  it.each([
    ["length", "x".repeat(65_537), "a template has at most 65536 characters"],
    ["blocks", "{% if .Input %}".repeat(4000), "blocks are nested more than 32 deep"],
    ["brackets", `{{ a${"[a".repeat(30_000)} }}`, "brackets are nested more than 16 deep"],
    ["parentheses", `{{ ${"(".repeat(60_000)} }}`, "brackets are nested more than 16 deep"],
    ["a range", "{% for i in (1..100000000) %}x{% endfor %}", "a range has at most 10000 numbers"],
    ["a range below", "{{ (-9000..1000) | size }}", "a range has at most 10000 numbers"],
    ["a range of no whole numbers", "{{ (1..1.5) | size }}", "a range is written with two whole numbers: (1..3)"],
    [
      "a range beyond what can be counted",
      "{% for i in (9007199254740992..9007199254740994) %}{% endfor %}",
      "a range is written with two whole numbers: (1..3)",
    ],
    ["a computed range", "{% for i in (1...Input) %}{% endfor %}", "a range is written with two whole numbers: (1..3)"],
    ["open outputs", '{{ "'.repeat(16_000), expect.stringMatching(/not closed$/)],
    ["open tags", "{% ".repeat(20_000), expect.stringMatching(/not closed$/)],
    ["open raw", `{% raw %}${"{%".repeat(30_000)}`, expect.stringMatching(/not closed$/)],
  ])("%s", (_, source, message) => {
    expect(checkTemplate(source, scope).map((problem) => problem.message)).toEqual([message]);
  });

  it("and thousands of broken tags end after the first fifty", () => {
    expect(checkTemplate("{{ | }}".repeat(9000), scope)).toHaveLength(50);
  });

  it("but many small parts are fine", () => {
    expect(problemsOf("{{ .Input }}".repeat(5000))).toEqual([]);
    expect(problemsOf(`{{ .Input${" | upcase".repeat(5000)} }}`)).toEqual([]);
    expect(problemsOf(`${"{% if .Input %}".repeat(32)}${"{% endif %}".repeat(32)}`)).toEqual([]);
  });
});

import { describe, expect, it } from "@jest/globals";
import { grade } from "../grade.js";
import { type CodeGrader } from "../grader.js";

const add: CodeGrader = {
  kind: "code",
  function: "add",
  tests: [
    { args: [1, 2], returns: 3 },
    { args: [-1, 1], returns: 0 },
    { args: [0.5, 0.25], returns: 0.75 },
  ],
};
const pair: CodeGrader = {
  kind: "code",
  function: "pair",
  tests: ["a", "b", null].map((value) => ({ args: [value], returns: { first: value, all: [value] } })),
};
const nothing: CodeGrader = {
  kind: "code",
  function: "nothing",
  tests: [1, 2, 3].map((n) => ({ args: [n], returns: null })),
};
const fence = (code: string, language = "ts"): string =>
  `Here it is:\n\n\`\`\`${language}\n${code}\n\`\`\`\nI hope it helps.`;

describe("the code grader passes", () => {
  it.each<[what: string, grader: CodeGrader, answer: string]>([
    ["a function in a fence", add, fence("function add(a: number, b: number): number { return a + b; }")],
    ["JavaScript", add, fence("function add(a, b) { return a + b; }", "javascript")],
    ["a fence without a language", add, fence("function add(a, b) { return a + b; }", "")],
    ["no fence", add, "function add(a, b) { return a + b; }"],
    ["a fence that is not closed", add, "```js\nfunction add(a, b) { return a + b; }"],
    ["an arrow function", add, fence("const add = (a: number, b: number): number => a + b;")],
    ["an export", add, fence("export function add(a: number, b: number) { return a + b; }")],
    ["a default export", add, fence("export default function add(a, b) { return a + b; }")],
    ["an export at the end", add, fence("const add = (a, b) => a + b;\nexport { add };\nexport default add;")],
    ["a CommonJS export", add, fence("module.exports.add = (a, b) => a + b;")],
    ["a CommonJS export of a function", add, fence("function add(a, b) { return a + b; }\nmodule.exports = { add };")],
    [
      "examples that print",
      add,
      fence("function add(a, b) { return a + b; }\nconsole.log(add(1, 2));\nconsole.table([1]);"),
    ],
    [
      "a helper",
      add,
      fence(
        "interface Two { a: number }\nenum E { A }\nconst sum = (n: number[]) => n.reduce((x, y) => x + y, 0);\nfunction add(...n: number[]) { return sum(n); }",
      ),
    ],
    ["an example in a second fence", add, `${fence("function add(a, b) { return a + b; }")}\n${fence("add(1, 2);")}`],
    [
      "an explanation in a first fence",
      add,
      `${fence("npm test", "sh")}\n${fence("function add(a, b) { return a + b; }")}`,
    ],
    ["generics", pair, fence("function pair<T>(first: T): { first: T; all: T[] } { return { all: [first], first }; }")],
    [
      "small typed arrays",
      add,
      fence("function add(a, b) { return Float64Array.from([a, b]).reduce((x, y) => x + y); }"),
    ],
    ["null where null is asked for", nothing, fence("function nothing() { return null; }")],
    [
      "tampering that does not touch the result",
      add,
      fence("Array.prototype.every = () => false; JSON.stringify = () => 'x';\nfunction add(a, b) { return a + b; }"),
    ],
  ])("%s", async (_, grader, answer) => {
    expect(await grade({ grader }, answer)).toEqual({ good: true, why: "it passes 3 tests" });
  });
});

describe("the code grader fails", () => {
  it.each<[what: string, grader: CodeGrader, answer: string, why: string]>([
    ["an empty answer", add, "", "the answer is empty"],
    ["prose", add, "You add the two numbers.", "the answer does not define the function"],
    ["another name", add, fence("function sum(a, b) { return a + b; }"), "the answer does not define the function"],
    ["Python", add, fence("def add(a, b):\n    return a + b", "python"), "the answer does not define the function"],
    ["code that does not parse", add, fence("function add(a, b) { return a + ; }"), "the code does not parse"],
    ["code that is cut off", add, "```ts\nfunction add(a, b) {\n  return a +", "the code does not parse"],
    ["a wrong result", add, fence("function add(a, b) { return a - b; }"), "test 1 of 3: it returns something else"],
    [
      "a result that is right once",
      add,
      fence("function add(a, b) { return 3; }"),
      "test 2 of 3: it returns something else",
    ],
    [
      "a result as text",
      add,
      fence("function add(a, b) { return String(a + b); }"),
      "test 1 of 3: it returns something else",
    ],
    ["a promise", add, fence("async function add(a, b) { return a + b; }"), "test 1 of 3: it returns something else"],
    ["nothing", nothing, fence("function nothing() {}"), "test 1 of 3: it returns something else"],
    [
      "no number where null is asked for",
      nothing,
      fence("function nothing() { return NaN; }"),
      "test 1 of 3: it returns something else",
    ],
    [
      "something with a toJSON",
      nothing,
      fence("class N { toJSON() { return null; } }\nfunction nothing() { return new N(); }"),
      "test 1 of 3: it returns something else",
    ],
    ["a thrown error", add, fence("function add(a, b) { throw new Error('no'); }"), "test 1 of 3: it throws"],
    ["endless recursion", add, fence("function add(a, b) { return add(a, b); }"), "test 1 of 3: it throws"],
    ["an endless loop", add, fence("function add(a, b) { for (;;); }"), "test 1 of 3: it runs longer than it may"],
    [
      "an endless loop at the top",
      add,
      fence("while (true) {}\nfunction add(a, b) { return a + b; }"),
      "test 1 of 3: it runs longer than it may",
    ],
    [
      "an endless chain of promises",
      add,
      fence("const go = () => { Promise.resolve().then(go); };\nfunction add(a, b) { go(); return a + b; }"),
      "test 1 of 3: it runs longer than it may",
    ],
    [
      "a regular expression that never ends",
      add,
      fence(`function add(a, b) { return /^(a+)+$/.test("${"a".repeat(60)}b") ? 1 : 2; }`),
      "test 1 of 3: it runs longer than it may",
    ],
    [
      "a heap that grows",
      add,
      fence("const all = [];\nfunction add(a, b) { for (;;) all.push(new Array(1000).fill(1)); }"),
      "test 1 of 3: it ends its process, or takes more memory than it may",
    ],
    [
      "typed arrays that grow",
      add,
      fence("const all = [];\nfunction add(a, b) { for (;;) all.push(new Uint8Array(1e8).fill(1)); }"),
      "test 1 of 3: it throws",
    ],
    [
      "a huge output",
      add,
      fence("function add(a, b) { return 'x'.repeat(2 ** 22); }"),
      "test 1 of 3: it ends its process, or takes more memory than it may",
    ],
    ["process.exit", add, fence("function add(a, b) { process.exit(0); }"), "test 1 of 3: it throws"],
    [
      "process.exit at the top",
      add,
      fence("process.exit(0);\nfunction add(a, b) { return a + b; }"),
      "test 1 of 3: it throws",
    ],
    [
      "require",
      add,
      fence("const fs = require('fs');\nfunction add(a, b) { return a + b; }"),
      "test 1 of 3: it throws",
    ],
    [
      "the way out through a constructor",
      add,
      fence("function add(a, b) { return this.constructor.constructor('return process')().exit(0); }"),
      "test 1 of 3: it throws",
    ],
    [
      "the way out through a host error",
      add,
      fence(
        "let out;\nimport('fs').catch((e) => { out = e.constructor.constructor('return process')(); });\nfunction add(a, b) { return out.exit(0); }",
      ),
      "test 1 of 3: it throws",
    ],
    ["an import", add, fence("import fs from 'fs';\nfunction add(a, b) { return a + b; }"), "test 1 of 3: it throws"],
    ["a text that is compiled", add, fence("function add(a, b) { return eval('a + b'); }"), "test 1 of 3: it throws"],
    [
      "a prototype that answers everything",
      add,
      fence("Object.prototype.toJSON = () => 3; Number.prototype.toJSON = () => 3;\nfunction add(a, b) { return 5; }"),
      "test 1 of 3: it returns something else",
    ],
    [
      "a getter that throws",
      pair,
      fence("function pair(first) { return { get first() { throw 1; } }; }"),
      "test 1 of 3: it throws",
    ],
    [
      "an inherited key",
      pair,
      fence("function pair(first) { return Object.create({ first, all: [first] }); }"),
      "test 1 of 3: it returns something else",
    ],
  ])("%s", async (_, grader, answer, why) => {
    expect(await grade({ grader }, answer)).toEqual({ good: false, why });
  });

  it("grades the next answer as before after one that nests without end", async () => {
    const endless = await grade({ grader: add }, fence(`function add(a, b) { return ${"(".repeat(5000)}; }`));
    const next = await grade({ grader: add }, fence("function add(a: number, b: number) { return a + b; }"));

    expect([endless.why, next.good]).toEqual(["the code does not parse", true]);
  });

  it("ends the process when the caller aborts", async () => {
    const caller = new AbortController();
    const graded = grade({ grader: add }, fence("function add(a, b) { for (;;); }"), caller.signal);
    caller.abort();

    await expect(graded).rejects.toMatchObject({ code: "cancelled" });
  });
});

import { expect, it } from "@jest/globals";
import { compareTrees } from "./generated-problems.ts";

const one = Buffer.from("one");

it("is content when both trees are the same", () => {
  expect(compareTrees(new Map([["a.ts", one]]), new Map([["a.ts", Buffer.from("one")]]))).toEqual([]);
});

it.each([
  { title: "stale", committed: { "a.ts": one }, fresh: { "a.ts": Buffer.from("two") } },
  { title: "missing", committed: {}, fresh: { "a.ts": one } },
  { title: "no longer generated", committed: { "a.ts": one }, fresh: {} },
])("says that a file is $title", ({ title, committed, fresh }) => {
  expect(compareTrees(new Map(Object.entries(committed)), new Map(Object.entries(fresh)))).toEqual([
    `a.ts: ${title}; run npm run generate`,
  ]);
});

import { expect, it } from "@jest/globals";
import { type PackageFacts, packageRuleProblems } from "./package-rule-problems.ts";

const good: PackageFacts = {
  folder: "packages/core",
  manifest: {
    name: "@compute-proxy/core",
    version: "0.1.0",
    exports: { ".": "./dist/index.js" },
    scripts: { test: "jest", typecheck: "tsc" },
  },
  readme: "# core\n```ts\n1 + 1;\n```\n",
  example: 'readFileSync("README.md")',
};

it("is content with a package that has everything", () => {
  expect(packageRuleProblems(good)).toEqual([]);
});

it.each<[string, Partial<PackageFacts>]>([
  ["package.json has no `version`", { manifest: { ...good.manifest, version: "" } }],
  ["package.json has no `exports`", { manifest: { ...good.manifest, exports: {} } }],
  ["package.json has no script `test`", { manifest: { ...good.manifest, scripts: { typecheck: "tsc" } } }],
  ["package.json has no script `typecheck`", { manifest: { ...good.manifest, scripts: { test: "jest" } } }],
  ["README.md is missing", { readme: undefined }],
  ["README.md shows no example", { readme: "# core" }],
  ["src/example.test.ts is missing", { example: undefined }],
  ["src/example.test.ts does not compare itself with README.md", { example: "expect(1)" }],
])("says that %s", (problem, different) => {
  expect(packageRuleProblems({ ...good, ...different })).toEqual([`packages/core: ${problem}`]);
});

it("asks no example of a tool", () => {
  expect(packageRuleProblems({ ...good, folder: "tools/workspace", readme: "# tool", example: undefined })).toEqual([]);
});

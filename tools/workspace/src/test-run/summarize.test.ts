import { describe, expect, it } from "@jest/globals";
import { parsePackageResult, type PackageResult } from "./package-result.ts";
import { summarize, type TestRun } from "./summarize.ts";

const good: PackageResult = { package: "packages/core", passed: 12, failed: [], skipped: [], seconds: 1.25 };

describe("summarize", () => {
  it("adds up the packages and closes with the line that CI reads", () => {
    const other = { ...good, package: "packages/api", passed: 3 };

    const summary = summarize(run({ expected: ["packages/api", "packages/core"], results: [other, good] }));

    expect(summary.closingLine).toBe("tests: 15 passed, 0 failed");
    expect(summary.ok).toBe(true);
    expect(summary.lines).toContainEqual(expect.stringMatching(/^packages\/core +12 passed, 0 failed \(1\.3 s\)$/));
  });

  it("fails when a package left no result", () => {
    const summary = summarize(run({ expected: ["packages/core", "packages/client"] }));

    expect(summary.ok).toBe(false);
    expect(summary.closingLine).toBe("tests: 12 passed, 1 failed");
    expect(summary.lines).toContain("FAILED packages/client: no result; its tests did not run to the end");
  });

  it("names each failed test, with what it said but for the frames of libraries", () => {
    const message =
      "Expected: 4\n\nReceived: 5\n    at sum.test.ts:3:4\n    at run (node_modules/jest-circus/run.js:1:2)";
    const failed = { title: "adds two numbers", message };
    const summary = summarize(run({ results: [{ ...good, failed: [failed] }], testCode: 1 }));

    expect(summary.ok).toBe(false);
    expect(summary.lines).toContain(
      "FAILED packages/core: adds two numbers\n    Expected: 4\n    Received: 5\n        at sum.test.ts:3:4",
    );
  });

  it.each([
    { title: "a failed build", bad: { buildCode: 2 } },
    { title: "a run that ended badly although every package said good", bad: { testCode: 143 } },
  ])("counts $title as a failure", ({ bad }) => {
    expect(summarize(run(bad))).toMatchObject({ ok: false, closingLine: "tests: 12 passed, 1 failed" });
  });

  it("fails when no test ran", () => {
    const nothing = summarize(run({ results: [{ ...good, passed: 0 }] }));

    expect(nothing.ok).toBe(false);
    expect(nothing.lines).toContain("FAILED no test ran");
  });

  it("counts skipped tests with the reason and what enables them", () => {
    const skipReason = "real engines are not installed; run: npm run engines";
    const summary = summarize(run({ results: [{ ...good, skipped: ["a", "b"], skipReason }] }));

    expect(summary.ok).toBe(true);
    expect(summary.lines).toContain(`skipped: 2 (${skipReason})`);
    expect(summary.closingLine).toBe("tests: 12 passed, 0 failed, 2 skipped");
  });

  it("names the tests that are skipped for no given reason", () => {
    const summary = summarize(run({ results: [{ ...good, skipped: ["a rule"] }] }));

    expect(summary.lines).toContain("skipped: 1 (packages/core skips by itself: a rule)");
  });
});

describe("parsePackageResult", () => {
  it("gives back what was written", () => {
    expect(parsePackageResult(JSON.stringify(good))).toEqual(good);
  });

  it.each([
    "{}",
    "[]",
    "null",
    '{"package":"x","passed":1,"failed":["a"],"skipped":[],"seconds":1}',
    '{"package":"x","passed":1,"failed":0,"skipped":[],"seconds":1}',
  ])("refuses %s", (text) => {
    expect(() => parsePackageResult(text)).toThrow("not a result");
  });
});

function run(different: Partial<TestRun>): TestRun {
  return { expected: ["packages/core"], results: [good], buildCode: 0, testCode: 0, ...different };
}

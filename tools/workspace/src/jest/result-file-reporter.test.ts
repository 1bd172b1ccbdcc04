import { expect, it } from "@jest/globals";
import { inRepository } from "../repository.ts";
import { type JestResults, packageResult } from "./result-file-reporter.ts";

it("says which tests passed, failed and were skipped, and which files did not run", () => {
  const results: JestResults = {
    numPassedTests: 1,
    startTime: 1_000,
    testResults: [
      {
        testFilePath: inRepository("packages/core/src/clock.test.ts"),
        testResults: [
          { fullName: "clock ticks", status: "passed" },
          { fullName: "clock stops", status: "failed", failureMessages: ["\u001b[31mstopped\u001b[39m\n"] },
          { fullName: "clock rings", status: "pending" },
          { fullName: "clock sings", status: "todo" },
        ],
      },
      {
        testFilePath: inRepository("packages/core/src/broken.test.ts"),
        testExecError: new Error("no such module"),
        failureMessage: "no such module",
        testResults: [],
      },
    ],
  };

  expect(packageResult("packages/core", results, 3_500)).toMatchObject({
    package: "packages/core",
    passed: 1,
    failed: [
      { title: "clock stops", message: "stopped" },
      { title: "packages/core/src/broken.test.ts does not run", message: "no such module" },
    ],
    skipped: ["clock rings", "clock sings"],
    seconds: 2.5,
  });
});

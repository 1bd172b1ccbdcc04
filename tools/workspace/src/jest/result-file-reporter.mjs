import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const root = join(import.meta.dirname, "..", "..", "..", "..");

/**
 * Jest reporter: writes what `npm test` needs to add up the packages, also when tests failed.
 * The folder comes in COMPUTE_PROXY_TEST_RESULTS; without it nothing is written.
 */
export default class ResultFileReporter {
  constructor(globalConfig) {
    this.package = relative(root, globalConfig.rootDir).split(sep).join("/");
  }

  onRunComplete(_contexts, results) {
    const folder = process.env.COMPUTE_PROXY_TEST_RESULTS;
    if (!folder) return;
    const tests = results.testResults.flatMap((file) => file.testResults);
    const named = (...statuses) => tests.filter((test) => statuses.includes(test.status)).map((test) => test.fullName);
    const brokenFiles = results.testResults.filter((file) => file.testExecError);
    const result = {
      package: this.package,
      passed: results.numPassedTests,
      failed: [...named("failed"), ...brokenFiles.map((file) => `${relative(root, file.testFilePath)} does not run`)],
      skipped: named("pending", "todo", "disabled"),
      seconds: (Date.now() - results.startTime) / 1000,
      skipReason: process.env.COMPUTE_PROXY_TEST_SKIP_REASON || undefined,
    };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${this.package.replaceAll("/", "-")}.json`), `${JSON.stringify(result, null, 2)}\n`);
  }
}

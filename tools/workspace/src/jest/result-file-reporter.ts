import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { FailedTest, PackageResult } from "../test-run/package-result.ts";
import { repositoryRoot } from "../repository.ts";

/** What we read of Jest's results. */
export interface JestResults {
  readonly numPassedTests: number;
  readonly startTime: number;
  readonly testResults: readonly {
    readonly testFilePath: string;
    /** Set when the file could not be run at all. */
    readonly testExecError?: unknown;
    /** Why it could not be run. */
    readonly failureMessage?: string | null;
    readonly testResults: readonly JestTest[];
  }[];
}

interface JestTest {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages?: readonly string[];
}

/**
 * Jest reporter: writes what `npm test` needs to add up the packages, also when tests failed.
 * The folder comes in COMPUTE_PROXY_TEST_RESULTS; without it nothing is written.
 */
export default class ResultFileReporter {
  readonly #folder: string;

  constructor({ rootDir }: { readonly rootDir: string }) {
    this.#folder = relative(repositoryRoot, rootDir).split(sep).join("/");
  }

  onRunComplete(_contexts: unknown, results: JestResults): void {
    const target = process.env["COMPUTE_PROXY_TEST_RESULTS"];
    if (!target) return;
    const result = packageResult(this.#folder, results, Date.now());
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, `${this.#folder.replaceAll("/", "-")}.json`), `${JSON.stringify(result, null, 2)}\n`);
  }
}

/** The results of one package in our own words. A file that does not run is one failure. */
export function packageResult(folder: string, results: JestResults, now: number): PackageResult {
  const tests = results.testResults.flatMap((file) => file.testResults);
  const titles = (...statuses: readonly string[]) =>
    tests.filter(({ status }) => statuses.includes(status)).map(({ fullName }) => fullName);
  const broken = results.testResults.filter(
    ({ testExecError }) => testExecError !== undefined && testExecError !== null,
  );
  const skipReason = process.env["COMPUTE_PROXY_TEST_SKIP_REASON"];
  return {
    package: folder,
    passed: results.numPassedTests,
    failed: [
      ...tests.filter(({ status }) => status === "failed").map(failedTest),
      ...broken.map(({ testFilePath, failureMessage }) => ({
        title: `${relative(repositoryRoot, testFilePath)} does not run`,
        message: readable(failureMessage ?? ""),
      })),
    ],
    skipped: titles("pending", "todo", "disabled"),
    seconds: (now - results.startTime) / 1000,
    ...(skipReason ? { skipReason } : {}),
  };
}

function failedTest({ fullName, failureMessages = [] }: JestTest): FailedTest {
  return { title: fullName, message: readable(failureMessages.join("\n")) };
}

/** Jest colours its messages. */
function readable(message: string): string {
  return stripVTControlCharacters(message).trim();
}

import type { FailedTest, PackageResult } from "./package-result.ts";

/** The end of a test run: what to print, and whether it is good. */
export interface Summary {
  readonly lines: readonly string[];
  /** `tests: N passed, N failed`, with `, N skipped` when there are any: the line that CI reads. */
  readonly closingLine: string;
  readonly ok: boolean;
}

/** What was run, and what came of it. */
export interface TestRun {
  /** Folders of the packages that have tests. */
  readonly expected: readonly string[];
  readonly results: readonly PackageResult[];
  readonly buildCode: number;
  readonly testCode: number;
}

/** Lines of a failed test's message that are told. */
const mostLines = 20;

/** Adds up the packages. A failed build, a package without a result and an unexplained exit code are one failure each. */
export function summarize({ expected, results, buildCode, testCode }: TestRun): Summary {
  const missing = expected.filter((folder) => !results.some((result) => result.package === folder));
  const known = [
    ...(buildCode === 0 ? [] : ["the build of the packages (its messages are above)"]),
    ...missing.map((folder) => `${folder}: no result; its tests did not run to the end`),
    ...results.flatMap((result) => result.failed.map((test) => `${result.package}: ${describe(test)}`)),
  ];
  const failures = known.length > 0 || testCode === 0 ? known : [`the test run ended with exit code ${testCode}`];
  const passed = sum(results, (result) => result.passed);
  const skipped = sum(results, (result) => result.skipped.length);
  return {
    lines: [
      ...results.map(packageLine),
      ...failures.map((failure) => `FAILED ${failure}`),
      ...(passed + failures.length === 0 ? ["FAILED no test ran"] : []),
      ...(skipped > 0 ? [skippedLine(results, skipped)] : []),
    ],
    closingLine: `tests: ${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
    ok: failures.length === 0 && passed > 0,
  };
}

/** The first lines of a message, without the frames of the libraries below the test. */
function describe({ title, message }: FailedTest): string {
  const lines = message.split("\n").filter((line) => line.trim() !== "" && !line.includes("node_modules"));
  return [title, ...lines.slice(0, mostLines)].join("\n    ");
}

function packageLine(result: PackageResult): string {
  const skipped = result.skipped.length > 0 ? `, ${result.skipped.length} skipped` : "";
  const counts = `${result.passed} passed, ${result.failed.length} failed${skipped}`;
  return `${result.package.padEnd(28)} ${counts} (${result.seconds.toFixed(1)} s)`;
}

function skippedLine(results: readonly PackageResult[], count: number): string {
  const reasons = new Set(results.flatMap((result) => (result.skipped.length > 0 ? [reasonOf(result)] : [])));
  return `skipped: ${count} (${[...reasons].join("; ")})`;
}

function reasonOf(result: PackageResult): string {
  return result.skipReason ?? `${result.package} skips by itself: ${result.skipped.join(", ")}`;
}

function sum(results: readonly PackageResult[], count: (result: PackageResult) => number): number {
  return results.reduce((total, result) => total + count(result), 0);
}

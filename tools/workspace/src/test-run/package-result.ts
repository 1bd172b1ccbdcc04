/** What the tests of one package came to, as `jest/result-file-reporter.mjs` writes it. */
export interface PackageResult {
  /** The package's folder: `packages/core`. */
  readonly package: string;
  readonly passed: number;
  /** What failed, and the files that do not run at all. */
  readonly failed: readonly FailedTest[];
  /** Full titles. */
  readonly skipped: readonly string[];
  readonly seconds: number;
  /** Why tests with real engines could not run, and what enables them. Absent when the engines run. */
  readonly skipReason?: string;
}

/** A test that failed. */
export interface FailedTest {
  /** The full title. */
  readonly title: string;
  /** What the test said, without colours: the place to begin when it fails on another machine only. */
  readonly message: string;
}

/** Parses a result file. Throws when a field is missing, because a wrong sum is worse than none. */
export function parsePackageResult(text: string): PackageResult {
  const value: unknown = JSON.parse(text);
  if (!isPackageResult(value)) throw new Error(`not a result of result-file-reporter.mjs: ${text.slice(0, 80)}`);
  return value;
}

function isPackageResult(value: unknown): value is PackageResult {
  if (typeof value !== "object" || value === null) return false;
  const fields: Partial<Record<keyof PackageResult, unknown>> = value;
  return (
    typeof fields.package === "string" &&
    typeof fields.passed === "number" &&
    typeof fields.seconds === "number" &&
    Array.isArray(fields.failed) &&
    fields.failed.every(isFailedTest) &&
    Array.isArray(fields.skipped)
  );
}

function isFailedTest(value: unknown): value is FailedTest {
  if (typeof value !== "object" || value === null) return false;
  const fields: Partial<Record<keyof FailedTest, unknown>> = value;
  return typeof fields.title === "string" && typeof fields.message === "string";
}

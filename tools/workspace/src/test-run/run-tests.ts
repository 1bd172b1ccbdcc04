import { globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../repository.ts";
import { runCommand } from "../run-command.ts";
import { findWorkspaces } from "../workspaces.ts";
import { parsePackageResult, type PackageResult } from "./package-result.ts";
import { summarize, type Summary } from "./summarize.ts";

const resultFolder = join(cacheFolder, "test");

/**
 * Builds, then runs the tests of every package one after the other with real engines around them, and adds them up.
 * Never from a cache: the numbers are those of this run.
 */
export async function runTests(): Promise<Summary> {
  rmSync(resultFolder, { recursive: true, force: true });
  mkdirSync(resultFolder, { recursive: true });

  const build = await runCommand("turbo", ["run", "build", "--continue", "--output-logs=errors-only"]);
  const tests = await runCommand("node", ["tools/engines/src/cli.ts", "with", "--", ...turboTests], {
    environment: { COMPUTE_PROXY_TEST_RESULTS: resultFolder },
  });

  return summarize({
    expected: testedFolders(),
    results: readResults(),
    buildCode: build.code,
    testCode: tests.code,
  });
}

/** One at a time: the packages share two real engines and the processor that these run on. */
const turboTests = ["turbo", "run", "test", "--only", "--force", "--continue", "--concurrency=1"];

function testedFolders(): readonly string[] {
  return findWorkspaces().flatMap(({ folder, manifest }) => (manifest.scripts?.["test"] ? [folder] : []));
}

function readResults(): readonly PackageResult[] {
  return globSync("*.json", { cwd: resultFolder })
    .toSorted()
    .map((file) => parsePackageResult(readFileSync(join(resultFolder, file), "utf8")));
}

import { readFileSync } from "node:fs";
import { arrowProblems } from "../arrows/arrow-problems.ts";
import { generatedProblems } from "../generated/generated-problems.ts";
import { lockProblems } from "../lock/lock-problems.ts";
import { parseLockFile } from "../lock/lock-file.ts";
import { repositoryPackageProblems } from "../package-rules/package-rule-problems.ts";
import { packOutcome } from "../pack/pack-outcome.ts";
import { inRepository } from "../repository.ts";
import { runCommand } from "../run-command.ts";
import { repositoryTextProblems } from "../tracked/repository-text-problems.ts";
import type { Step } from "./step.ts";

/** Every check before the tests. The build comes early: lint, types and unused code look at what it makes. */
export const checks: readonly Step[] = [
  command("build", "turbo", "run", "build", "--continue", "--output-logs=errors-only"),
  command("format", "oxfmt", "--check"),
  command("lint", "oxlint", "--type-aware"),
  command("proto lint", "buf", "lint"),
  command("proto format", "buf", "format", "proto", "--diff", "--exit-code"),
  command("proto breaking", "buf", "breaking", "proto", "--against", "proto/baseline.binpb"),
  check("generated is fresh", generatedProblems),
  check("arrows", arrowProblems),
  check("packages", repositoryPackageProblems),
  check("lock file", () => lockProblems(parseLockFile(readFileSync(inRepository("package-lock.json"), "utf8")))),
  check("no foreign names", repositoryTextProblems),
  command("types", "turbo", "run", "typecheck", "--continue", "--output-logs=errors-only"),
  command("types of bench", "tsc", "-p", "bench"),
  command("unused code", "knip"),
  { name: "packed packages", run: packOutcome },
];

function command(name: string, program: string, ...words: readonly string[]): Step {
  return {
    name,
    run: async () => {
      const { code } = await runCommand(program, words);
      return { kind: code === 0 ? "passed" : "failed" };
    },
  };
}

function check(name: string, problems: () => readonly string[] | Promise<readonly string[]>): Step {
  return {
    name,
    run: async () => {
      const found = await problems();
      for (const problem of found) console.log(problem);
      return { kind: found.length === 0 ? "passed" : "failed" };
    },
  };
}

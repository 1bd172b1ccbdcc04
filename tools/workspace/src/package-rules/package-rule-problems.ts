import { existsSync, readFileSync } from "node:fs";
import { inRepository } from "../repository.ts";
import { findWorkspaces, type Manifest } from "../workspaces.ts";

/** A package as far as these rules look at it. `readme` and `example` are the texts of the files, if they exist. */
export interface PackageFacts {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly readme: string | undefined;
  readonly example: string | undefined;
}

/** What each package owes its reader: a version, an exports map, a README and an example that a test runs. */
export function packageRuleProblems({ folder, manifest, readme, example }: PackageFacts): readonly string[] {
  const rules: readonly (readonly [kept: boolean, problem: string])[] = [
    [/^\d+\.\d+\.\d+/.test(manifest.version ?? ""), "package.json has no `version`"],
    [Object.keys(manifest.exports ?? {}).length > 0, "package.json has no `exports`"],
    [Object.hasOwn(manifest.scripts ?? {}, "test"), "package.json has no script `test`"],
    [Object.hasOwn(manifest.scripts ?? {}, "typecheck"), "package.json has no script `typecheck`"],
    [readme !== undefined, "README.md is missing"],
    ...exampleRules(folder, readme, example),
  ];
  return rules.flatMap(([kept, problem]) => (kept ? [] : [`${folder}: ${problem}`]));
}

/** The tools are commands and have no example. */
function exampleRules(
  folder: string,
  readme: string | undefined,
  example: string | undefined,
): readonly (readonly [boolean, string])[] {
  if (folder.startsWith("tools/")) return [];
  return [
    [readme === undefined || readme.includes("```"), "README.md shows no example"],
    [example !== undefined, "src/example.test.ts is missing"],
    [
      example === undefined || example.includes("README.md"),
      "src/example.test.ts does not compare itself with README.md",
    ],
  ];
}

/** Holds every package of this repository against the rules. */
export function repositoryPackageProblems(): readonly string[] {
  return findWorkspaces().flatMap(({ folder, manifest }) =>
    packageRuleProblems({
      folder,
      manifest,
      readme: readIfThere(inRepository(folder, "README.md")),
      example: readIfThere(inRepository(folder, "src", "example.test.ts")),
    }),
  );
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

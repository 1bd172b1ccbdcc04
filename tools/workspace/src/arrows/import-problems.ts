import { posix } from "node:path";
import type { Manifest, Workspace } from "../workspaces.ts";
import { scope } from "./dependency-problems.ts";

/** A source file of a workspace and the modules that it names. */
export interface SourceFile {
  /** From the workspace's folder: `src/testing/index.ts`. */
  readonly path: string;
  readonly imports: readonly string[];
}

/** Each import of a workspace that goes around the package border. */
export function importProblems(
  workspace: Workspace,
  files: readonly SourceFile[],
  manifests: readonly Manifest[],
): readonly string[] {
  return files.flatMap((file) =>
    file.imports.flatMap((module) => {
      const problem = problemOf(module, file.path, workspace.manifest, manifests);
      return problem === undefined ? [] : [`${workspace.folder}/${file.path}: "${module}" ${problem}`];
    }),
  );
}

function problemOf(
  module: string,
  path: string,
  manifest: Manifest,
  manifests: readonly Manifest[],
): string | undefined {
  const unpacked = path.endsWith(".test.ts") || isLeftOut(path, manifest.files ?? []);
  const testOnly = unpacked || path.startsWith("src/testing/");
  if (module.startsWith(".")) return leavesSource(path, module) ? "leaves the package's src" : undefined;
  if (isForTests(module) && !testOnly) return "is for tests and ./testing only";
  if (!module.startsWith(scope)) return undefined;
  return borderProblem(module, unpacked, manifest, manifests);
}

/** Whether `files` leaves out the folder that the source is compiled to: `"!dist/goldens"`, or a pattern. */
function isLeftOut(path: string, files: readonly string[]): boolean {
  const compiled = path.replace(/^src\//, "dist/");
  return files.some((entry) => entry.startsWith("!") && posix.matchesGlob(compiled, `${entry.slice(1)}/**`));
}

function borderProblem(
  module: string,
  unpacked: boolean,
  manifest: Manifest,
  manifests: readonly Manifest[],
): string | undefined {
  const [name, entry] = splitName(module);
  const declared = { ...manifest.dependencies, ...(unpacked && manifest.devDependencies) };
  if (name !== manifest.name && !Object.hasOwn(declared, name)) return `is not in ${manifest.name}'s dependencies`;
  const target = manifests.find((candidate) => candidate.name === name);
  if (target === undefined) return "is no package of this repository";
  return Object.hasOwn(target.exports ?? {}, entry) ? undefined : `is not in the exports of ${name}`;
}

/** `@compute-proxy/core/testing` is entry `./testing` of `@compute-proxy/core`. */
function splitName(module: string): readonly [name: string, entry: string] {
  const [owner = "", name = "", ...rest] = module.split("/");
  return [`${owner}/${name}`, [".", ...rest].join("/")];
}

function isForTests(module: string): boolean {
  return module === "jest" || module.startsWith("@jest/") || (module.startsWith(scope) && module.endsWith("/testing"));
}

function leavesSource(path: string, module: string): boolean {
  return !posix.normalize(posix.join(posix.dirname(path), module)).startsWith("src/");
}

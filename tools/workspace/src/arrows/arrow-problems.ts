import { globSync, readFileSync } from "node:fs";
import { inRepository } from "../repository.ts";
import { findWorkspaces, type Workspace } from "../workspaces.ts";
import { dependencyProblems } from "./dependency-problems.ts";
import { importProblems, type SourceFile } from "./import-problems.ts";
import { importsOf } from "./imports-of.ts";
import { picture, testArrows } from "./picture.ts";

/** Holds this repository against the picture: every package.json, and every import. */
export function arrowProblems(): readonly string[] {
  const workspaces = findWorkspaces();
  const manifests = workspaces.map(({ manifest }) => manifest);
  return [
    ...dependencyProblems(manifests, picture, testArrows),
    ...workspaces.flatMap((workspace) => importProblems(workspace, sourceFiles(workspace), manifests)),
  ];
}

function sourceFiles({ folder }: Workspace): readonly SourceFile[] {
  const root = inRepository(folder);
  return globSync("src/**/*.ts", { cwd: root }).map((path) => ({
    path: path.replaceAll("\\", "/"),
    imports: importsOf(readFileSync(inRepository(folder, path), "utf8")),
  }));
}

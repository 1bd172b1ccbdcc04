import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inRepository, repositoryRoot } from "./repository.ts";

/** One package of this repository. */
export interface Workspace {
  /** From the root, with slashes: `packages/core`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What we read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly private?: boolean;
  /** What is packed; `!` leaves out. */
  readonly files?: readonly string[];
  readonly exports?: Readonly<Record<string, ExportTarget>>;
  readonly workspaces?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A file, or a file per condition. */
export type ExportTarget = string | { readonly types?: string; readonly default?: string };

/** The root's own package.json. */
export function rootManifest(): Manifest {
  return readManifest(inRepository("package.json"));
}

/** All workspaces, by folder. */
export function findWorkspaces(): readonly Workspace[] {
  const folders = (rootManifest().workspaces ?? []).flatMap((pattern) => globSync(pattern, { cwd: repositoryRoot }));
  return folders
    .filter((folder) => existsSync(inRepository(folder, "package.json")))
    .toSorted()
    .map((folder) => ({
      folder: folder.replaceAll("\\", "/"),
      manifest: readManifest(join(repositoryRoot, folder, "package.json")),
    }));
}

function readManifest(file: string): Manifest {
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isManifest(value)) throw new Error(`${file}: a package needs a \`name\``);
  return value;
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string";
}

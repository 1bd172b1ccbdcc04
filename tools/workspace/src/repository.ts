import { join } from "node:path";

/** The folder of the whole repository. */
export const repositoryRoot = join(import.meta.dirname, "..", "..", "..");

/** A path inside the repository, made absolute. */
export function inRepository(...parts: readonly string[]): string {
  return join(repositoryRoot, ...parts);
}

/** Where commands keep what they may lose: results of the last test run, downloaded Node versions. Ignored by git. */
export const cacheFolder = inRepository("node_modules", ".cache", "compute-proxy");

import { createHash } from "node:crypto";
import { accessSync, constants, createReadStream, readdirSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pipeline } from "node:stream/promises";

/** What the deciding parts need to know about the disk; tests hand in a table. */
export interface Files {
  /** `undefined` when there is no such file. */
  text(path: string): string | undefined;
  /** In bytes; `undefined` when there is no such file. */
  size(path: string): number | undefined;
  names(directory: string): readonly string[];
  isExecutable(path: string): boolean;
  /** Where the shell would find this program. */
  onPath(program: string): string | undefined;
  /** In hexadecimal; `undefined` when there is no such file. */
  sha256(path: string): Promise<string | undefined>;
}

/** The real disk. */
export function diskFiles(searchPath: string): Files {
  const isExecutable = (path: string) => {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  };
  return {
    text: (path) => unlessMissing(() => readFileSync(path, "utf8")),
    size: (path) => unlessMissing(() => statSync(path).size),
    names: (directory) => unlessMissing(() => readdirSync(directory)) ?? [],
    isExecutable,
    onPath: (program) =>
      searchPath
        .split(delimiter)
        .map((directory) => join(directory, program))
        .find(isExecutable),
    sha256,
  };
}

async function sha256(path: string): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  return hash.digest("hex");
}

function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT" || code === "ENOTDIR" || code === "EACCES";
}

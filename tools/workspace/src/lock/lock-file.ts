/** What we read of package-lock.json (lockfileVersion 3). */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** One installed package, by its install path (`node_modules/a/node_modules/b`; the empty path is the root). */
export interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Parses the text of a lock file. Throws when it is not one of version 3. */
export function parseLockFile(text: string): LockFile {
  const value: unknown = JSON.parse(text);
  if (!isLockFile(value)) throw new Error("package-lock.json: lockfileVersion 3 with `packages` is expected");
  return value;
}

function isLockFile(value: unknown): value is LockFile {
  return (
    typeof value === "object" &&
    value !== null &&
    "lockfileVersion" in value &&
    value.lockfileVersion === 3 &&
    "packages" in value &&
    typeof value.packages === "object"
  );
}

/** The text as npm writes it, so that a second run changes nothing. */
export function printLockFile(lock: LockFile): string {
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** Where npm would find `name` for the package at `from`: the nearest node_modules upwards. */
export function resolveInLock(lock: LockFile, from: string, name: string): string | undefined {
  for (let folder: string | undefined = from; folder !== undefined; folder = parentOf(folder)) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (Object.hasOwn(lock.packages, path)) return path;
  }
  return undefined;
}

function parentOf(path: string): string | undefined {
  if (path === "") return undefined;
  const nested = path.lastIndexOf("/node_modules/");
  return nested < 0 ? "" : path.slice(0, nested);
}

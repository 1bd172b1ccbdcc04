import { type LockEntry, type LockFile, resolveInLock } from "./lock-file.ts";
import { platformOfName } from "./platform-of-name.ts";

/** The lock file with every optional package in it, the install paths that were added, and what could not be added. */
export interface FilledLock {
  readonly lock: LockFile;
  readonly added: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Adds an entry for each optional dependency that the lock file lacks.
 *
 * A registry may not serve the packages of other platforms. `npm install` then leaves them out without a word, and
 * `npm ci` refuses the lock file on every platform. An entry needs no more than version and platform to be accepted.
 */
export function fillLockFile(lock: LockFile): FilledLock {
  const packages: Record<string, LockEntry> = { ...lock.packages };
  const added: string[] = [];
  const problems: string[] = [];
  for (const [dependent, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const current = { ...lock, packages };
      if (isSatisfied(current, dependent, name, version)) continue;
      const stub = stubFor(name, version, entry);
      if (typeof stub === "string") {
        problems.push(`${dependent || "the root"}: optional dependency ${name}@${version} ${stub}`);
        continue;
      }
      const path = freePath(current, dependent, name);
      packages[path] = stub;
      added.push(path);
    }
  }
  return { lock: { ...lock, packages: sortedByPath(packages) }, added, problems };
}

function isSatisfied(lock: LockFile, dependent: string, name: string, version: string): boolean {
  const path = resolveInLock(lock, dependent, name);
  if (path === undefined) return false;
  return !isExact(version) || lock.packages[path]?.version === version;
}

function stubFor(name: string, version: string, dependent: LockEntry): LockEntry | string {
  const platform = platformOfName(name);
  if (platform === undefined) return "is missing and its name tells no platform: install it or remove it";
  if (!isExact(version)) return "is missing and not an exact version: nobody can tell which one to write";
  return inNpmOrder({ version, ...platform, ...(dependent.dev && { dev: true }), optional: true });
}

/** npm writes the version first and then the other keys by name. */
function inNpmOrder({ version, ...rest }: LockEntry & { readonly version: string }): LockEntry {
  return { version, ...Object.fromEntries(Object.entries(rest).toSorted(([a], [b]) => a.localeCompare(b, "en"))) };
}

function isExact(version: string): boolean {
  return /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version);
}

/** At the top, unless another version of the same package is already there. */
function freePath(lock: LockFile, dependent: string, name: string): string {
  const top = `node_modules/${name}`;
  return Object.hasOwn(lock.packages, top) ? `${dependent}/${top}` : top;
}

/** In npm's own order, so that the next `npm install` does not move anything. */
function sortedByPath(packages: Readonly<Record<string, LockEntry>>): Record<string, LockEntry> {
  return Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, "en")));
}

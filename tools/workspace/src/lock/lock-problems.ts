import { fillLockFile } from "./fill-lock-file.ts";
import type { LockFile } from "./lock-file.ts";

/** What would break `npm ci` elsewhere: addresses of one registry, and platforms that are left out. */
export function lockProblems(lock: LockFile): readonly string[] {
  const { added, problems } = fillLockFile(lock);
  return [
    ...Object.entries(lock.packages).flatMap(([path, entry]) =>
      entry.resolved?.includes("://")
        ? [`${path}: \`resolved\` names a host; .npmrc leaves it out: run npm install`]
        : [],
    ),
    ...added.map((path) => `${path}: missing, npm ci would refuse the lock file: run npm run lock`),
    ...problems,
  ];
}

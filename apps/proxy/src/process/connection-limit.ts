import { readFileSync } from "node:fs";

const most = 1000;
const least = 8;

/** Descriptors of the process itself: libraries, listeners, the log. */
const ownDescriptors = 64;

/**
 * Connections that clients may have at once, by how many files the process may open: they get no more than half, so that
 * connections to engines are still possible when clients are too many.
 */
export function connectionLimit(openFiles: number | undefined): number {
  if (openFiles === undefined) return most;
  return Math.min(most, Math.max(least, Math.floor((openFiles - ownDescriptors) / 2)));
}

/** How many files this process may open. Undefined where the system does not say: only Linux does, in a file. */
export function openFileLimit(): number | undefined {
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    const soft = /^Max open files\s+(\d+)/mu.exec(limits)?.[1];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}

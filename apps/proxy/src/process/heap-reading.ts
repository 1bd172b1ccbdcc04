import { getHeapSpaceStatistics, getHeapStatistics } from "node:v8";
import type { HeapReading } from "@compute-proxy/service";

const mebibyte = 1024 * 1024;

/** The largest young generation that V8 plans with (3 semi-spaces of 64 MiB). */
const youngBytes = 192 * mebibyte;

/**
 * What the old generation may hold, in bytes. V8 tells the limit of both generations together, and a process dies of a full
 * old one: a `--max-old-space-size` among the flags is the limit, else the young generation is taken off.
 */
export function oldGenerationLimit(heapLimitBytes: number, flags: readonly string[]): number {
  const megabytes = flags
    .map((flag) => /^--max[-_]old[-_]space[-_]size=(\d+)$/u.exec(flag)?.[1])
    .findLast((size) => size !== undefined);
  if (megabytes !== undefined) return Number(megabytes) * mebibyte;
  return Math.max(heapLimitBytes - youngBytes, heapLimitBytes / 2);
}

/** Makes the function that reads how full the old generation of this process is. It takes microseconds. */
export function heapReader(): () => HeapReading {
  const flags = [...process.execArgv, ...(process.env["NODE_OPTIONS"] ?? "").split(/\s+/u)];
  const limitBytes = oldGenerationLimit(getHeapStatistics().heap_size_limit, flags);
  return () => ({ usedBytes: oldGenerationUsed(), limitBytes });
}

function oldGenerationUsed(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name }) => !space_name.startsWith("new_"))
    .reduce((sum, { space_used_size }) => sum + space_used_size, 0);
}

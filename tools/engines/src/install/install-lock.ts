import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { EnginesError } from "../engines-error.ts";
import { isRecord } from "../record.ts";
import { isSameProcess, type Processes } from "../serve/processes.ts";

/** Two installs into one folder would spoil each other's files: the second is told who the first is. */
export async function withInstallLock<T>(path: string, processes: Processes, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  const holder = holderOf(path);
  if (holder !== undefined && isSameProcess(processes, holder)) {
    throw new EnginesError("busy", `process ${holder.pid} is installing into the same folder: wait until it is done`);
  }
  rmSync(path, { force: true });
  writeFileSync(path, JSON.stringify({ pid: process.pid, started_at: processes.startedAt(process.pid) }), {
    flag: "wx",
  });
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function holderOf(path: string): { readonly pid: number; readonly startedAt: string } | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (!isRecord(value)) return undefined;
    const { pid, started_at: startedAt } = value;
    return typeof pid === "number" && typeof startedAt === "string" ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

import { rmSync } from "node:fs";

import { stopAbandoned } from "../serve/abandoned.ts";
import { ladderState } from "../serve/keep-running.ts";
import { linuxProcesses } from "../serve/processes.ts";
import { readState } from "../serve/state-file.ts";
import { stopServer } from "../serve/stop-server.ts";
import type { Session } from "../session.ts";
import { toJson } from "./install.ts";

/** Stops what an earlier call started and nothing else. */
export async function stop({ files, home, print }: Session, json: boolean): Promise<void> {
  const path = ladderState(home);
  const { servers } = readState(path, files);
  const stopped = [];
  for (const { name, pid, port, ...server } of servers) {
    stopped.push({ name, pid, port, result: await stopServer({ ...server, pid }, linuxProcesses) });
  }
  rmSync(path, { force: true });
  for (const { name, pid, port } of await stopAbandoned(home, files, linuxProcesses)) {
    stopped.push({ name, pid, port, result: "stopped" as const });
  }
  if (json) print(toJson({ stopped }));
  else if (stopped.length === 0) print("nothing of ours is running\n");
  else for (const { name, pid, port, result } of stopped) print(`${result}: ${name}, port ${port}, process ${pid}\n`);
}

import { rmSync } from "node:fs";
import { join } from "node:path";

import type { EnginesHome } from "../engines-home.ts";
import type { Files } from "../files.ts";
import { isSameProcess, type Processes } from "./processes.ts";
import { readState, type RecordedServer } from "./state-file.ts";
import { stopServer } from "./stop-server.ts";

export function testState(home: EnginesHome, pid: number): string {
  return join(home.run, `test-${pid}.json`);
}

/** Where a test server writes; it stays after the run, for whoever wants to know why a test failed. */
export function testLog(home: EnginesHome, pid: number, name: string): string {
  return join(home.run, `${name}-${pid}.log`);
}

/**
 * Stops test servers whose owner was killed before it could stop them, and removes the logs of earlier test runs.
 * Returns the servers it stopped.
 */
export async function stopAbandoned(
  home: EnginesHome,
  files: Files,
  processes: Processes,
): Promise<readonly RecordedServer[]> {
  const stopped: RecordedServer[] = [];
  for (const name of files.names(home.run).filter((file) => /^test-\d+\.json$/.test(file))) {
    const path = join(home.run, name);
    const { owner, servers } = readState(path, files);
    if (owner !== undefined && isSameProcess(processes, owner)) continue;
    for (const server of servers) {
      if ((await stopServer(server, processes)) !== "was-gone") stopped.push(server);
    }
    rmSync(path, { force: true });
  }
  removeOldLogs(home, files);
  return stopped;
}

function removeOldLogs(home: EnginesHome, files: Files): void {
  const names = files.names(home.run);
  for (const name of names) {
    const pid = /^test-.*-(\d+)\.log$/.exec(name)?.[1];
    if (pid !== undefined && !names.includes(`test-${pid}.json`)) rmSync(join(home.run, name), { force: true });
  }
}

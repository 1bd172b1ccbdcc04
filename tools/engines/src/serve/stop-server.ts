import { delay } from "../delay.ts";
import { isSameProcess, type Processes, type ProcessIdentity } from "./processes.ts";

const POLL_MS = 50;
const POLLS_OF_GRACE = 100;

export type Stopped = "stopped" | "killed" | "was-gone";

/**
 * Ends a server and the runners it started. First it is asked, then after five seconds the whole group is killed: a
 * runner outlives a `serve` that was killed alone. A process that only has the same number is never touched.
 */
export async function stopServer(
  server: ProcessIdentity & { readonly binary: string },
  processes: Processes,
  wait: (milliseconds: number) => Promise<void> = delay,
): Promise<Stopped> {
  if (!isSameProcess(processes, server)) {
    const orphans = processes.group(server.pid).filter(({ program }) => program === server.binary);
    for (const { pid } of orphans) processes.signal(pid, "SIGKILL");
    return orphans.length === 0 ? "was-gone" : "killed";
  }
  processes.signal(server.pid, "SIGTERM");
  for (let poll = 0; poll < POLLS_OF_GRACE; poll += 1) {
    if (processes.group(server.pid).length === 0) return "stopped";
    await wait(POLL_MS);
  }
  processes.signal(-server.pid, "SIGKILL");
  return "killed";
}

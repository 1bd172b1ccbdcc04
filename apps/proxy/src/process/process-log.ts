import type { Clock } from "@compute-proxy/core";
import type { Logger } from "pino";
import { createLog } from "../log.js";
import { BoundedLines } from "./bounded-lines.js";
import { standardError } from "./standard-error.js";

/** The log of a process, on standard error. */
export interface ProcessLog {
  readonly log: Logger;
  /** Waits until all lines are written, for a second at most, and says whether they are. */
  flush(clock: Clock): Promise<boolean>;
}

/** How long the last lines may take to leave, in ms. */
const flushMs = 1000;

/** Makes it: lines that cannot be written are dropped and counted. */
export function processLog(level: string): ProcessLog {
  const lines = new BoundedLines(standardError(), { notice });
  return {
    log: createLog({ level, destination: lines }),
    async flush(clock) {
      const timer = new AbortController();
      const late = clock.sleep(flushMs, timer.signal).then(
        () => false,
        () => false,
      );
      try {
        return await Promise.race([lines.flushed().then(() => true), late]);
      } finally {
        timer.abort();
      }
    },
  };
}

/** As the log itself would write it; 40 is pino's warn. */
function notice(lost: number): string {
  return `${JSON.stringify({ level: 40, time: new Date().toISOString(), lost, msg: "log lines dropped" })}\n`;
}

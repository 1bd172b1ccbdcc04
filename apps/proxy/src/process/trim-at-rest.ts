import type { Clock } from "@compute-proxy/core";
import type { Logger } from "pino";
import { giveMemoryBack } from "./give-memory-back.js";
import { isWorthAPause, type ProcessReading } from "./is-worth-a-pause.js";

/** What is looked at and done. */
export interface TrimParts {
  readonly log: Logger;
  readonly clock: Clock;
  /** Default: of this process. */
  readonly read?: () => Omit<ProcessReading, "atMs">;
  /** Default: giveMemoryBack. */
  readonly trim?: () => void;
}

/** Between two looks, in ms. The first thousand calls afterwards are dearer, so a pause between two bursts is no rest. */
const lookMs = 15_000;

/** Gives memory back whenever the process rests and holds more than it needs. Ends when it is disposed. */
export function trimAtRest({ log, clock, read = readProcess, trim = giveMemoryBack }: TrimParts): Disposable {
  const ending = new AbortController();
  const look = (): ProcessReading => ({ atMs: clock.now(), ...read() });
  const watch = async (): Promise<void> => {
    let leftBytes = 0;
    for (let before = look(); ;) {
      await clock.sleep(lookMs, ending.signal);
      const now = look();
      if (isWorthAPause(before, now, leftBytes)) {
        trim();
        leftBytes = look().residentBytes;
        log.debug({ before_mb: megabytes(now.residentBytes), after_mb: megabytes(leftBytes) }, "memory given back");
      }
      before = now;
    }
  };
  watch().catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  return { [Symbol.dispose]: () => ending.abort() };
}

function readProcess(): Omit<ProcessReading, "atMs"> {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, residentBytes: process.memoryUsage.rss() };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}

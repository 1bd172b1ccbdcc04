/** A look at a process. */
export interface ProcessReading {
  /** When, by a clock that never jumps. */
  readonly atMs: number;
  /** Processor time of all its threads so far. */
  readonly cpuMs: number;
  readonly residentBytes: number;
}

/** A process that uses less than this share of one core rests: health checks go on, calls do not. */
const restingShare = 0.02;

/** Less than this is not worth a pause. */
const worthBytes = 32 * 1024 * 1024;

/** Whether to give memory back: the process has rested since the look before, and holds well more than it was left with the last time. */
export function isWorthAPause(before: ProcessReading, now: ProcessReading, leftBytes: number): boolean {
  const isResting = now.cpuMs - before.cpuMs < restingShare * (now.atMs - before.atMs);
  return isResting && now.residentBytes - leftBytes >= worthBytes;
}

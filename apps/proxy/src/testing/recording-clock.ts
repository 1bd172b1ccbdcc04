import type { Clock } from "@compute-proxy/core";
import { runningClock } from "@compute-proxy/core/testing";

/** The process's time, with a note of every sleep that was asked for. */
export interface RecordingClock extends Clock {
  /** Durations in ms. */
  readonly sleeps: readonly number[];
}

/** Makes one. With a factor its time goes so many times faster than the process's. */
export function recordingClock(timeFactor = 1): RecordingClock {
  const sleeps: number[] = [];
  const began = runningClock.now();
  return {
    sleeps,
    now: () => began + (runningClock.now() - began) * timeFactor,
    sleep(ms, signal) {
      sleeps.push(ms);
      return runningClock.sleep(ms / timeFactor, signal);
    },
  };
}

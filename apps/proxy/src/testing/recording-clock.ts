import { type Clock, systemClock } from "@compute-proxy/core";

/** The machine's time, with a note of every sleep that was asked for. */
export interface RecordingClock extends Clock {
  /** Durations in ms. */
  readonly sleeps: readonly number[];
}

/** Makes one. With a factor its time goes so many times faster than the machine's. */
export function recordingClock(timeFactor = 1): RecordingClock {
  const sleeps: number[] = [];
  const began = systemClock.now();
  return {
    sleeps,
    now: () => began + (systemClock.now() - began) * timeFactor,
    sleep(ms, signal) {
      sleeps.push(ms);
      return systemClock.sleep(ms / timeFactor, signal);
    },
  };
}

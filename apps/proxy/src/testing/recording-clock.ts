import { type Clock, systemClock } from "@compute-proxy/core";

/** The machine's time, with a note of every sleep that was asked for. */
export interface RecordingClock extends Clock {
  /** Durations in ms. */
  readonly sleeps: readonly number[];
}

/** Makes one. */
export function recordingClock(): RecordingClock {
  const sleeps: number[] = [];
  return {
    sleeps,
    now: systemClock.now,
    sleep(ms, signal) {
      sleeps.push(ms);
      return systemClock.sleep(ms, signal);
    },
  };
}

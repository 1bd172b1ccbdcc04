import { type Clock, startTimer, systemClock } from "@compute-proxy/core";

/** Later than this, in ms, a timer is not slow: the process stood still (suspended, stopped, swapped out). */
const lateMs = 500;

/** What the process gets to read what has come meanwhile, in ms. */
const settleMs = 100;

/**
 * A clock for a process that may stand still. All timers are due at once when it wakes, before it has read what others sent in
 * the meantime; here they wait a moment longer, so that answers which came are not taken for silence.
 */
export function patientClock(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    async sleep(ms, signal) {
      const due = clock.now() + ms;
      await clock.sleep(ms, signal);
      if (clock.now() - due > lateMs) await clock.sleep(settleMs, signal);
    },
    timer(ms, onTime) {
      const due = clock.now() + ms;
      let timer = startTimer(ms, clock, () => {
        if (clock.now() - due > lateMs) timer = startTimer(settleMs, clock, onTime);
        else onTime();
      });
      return { [Symbol.dispose]: () => timer[Symbol.dispose]() };
    },
  };
}

/** The machine's time, for whatever serves or asks engines in this process. */
export const processClock: Clock = patientClock(systemClock);

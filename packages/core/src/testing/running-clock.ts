import { type Clock, systemClock } from "../clock.js";

/** A sleep is this long at a time. */
const stepMs = 10;
/** What a step takes on a machine that has time for it, at most. */
const longestStepMs = 2 * stepMs;

let passed = 0;
let lookedAt = systemClock.now();

function now(): number {
  const at = systemClock.now();
  passed += Math.min(at - lookedAt, longestStepMs);
  lookedAt = at;
  return passed;
}

/**
 * Time that passes only while this process runs, for limits on what happens within it. Where the machine stands still for seconds or has
 * no time for the process, they are not counted. It passes while somebody sleeps; else 20 ms at most from one look to the next.
 */
export const runningClock: Clock = {
  now,
  async sleep(ms, signal) {
    const due = now() + ms;
    do {
      await systemClock.sleep(Math.max(0, Math.min(due - passed, stepMs)), signal);
    } while (now() < due);
  },
};

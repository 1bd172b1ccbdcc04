import { type Clock, systemClock } from "../clock.js";

const factor = 10;
/** A shorter sleep is a pause that a test waits for; a longer one is a limit that it is not about. */
const shortMs = 200;

/**
 * Time that passes a tenth as fast, for tests that ask an engine in the same process: a limit of two seconds holds on a machine that is
 * busy for two seconds too. Sleeps of less than 200 ms take the time that they say.
 */
export const unhurriedClock: Clock = {
  now: () => systemClock.now() / factor,
  sleep: (ms, signal) => systemClock.sleep(ms < shortMs ? ms : ms * factor, signal),
};

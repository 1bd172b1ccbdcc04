import type { Clock } from "@compute-proxy/core";
import { runningClock } from "@compute-proxy/core/testing";

/** Pauses up to this long take no time: the jitter between attempts is not what these tests are about. */
const shortPauseMs = 500;

/** Time without its short pauses. */
export const pauselessClock: Clock = {
  now: runningClock.now,
  sleep: (ms, signal) => runningClock.sleep(ms <= shortPauseMs ? 0 : ms, signal),
};

const factor = 100;
/** What takes this long at most, such as a connection, takes it here too: a busy machine needs it. */
const unhurriedMs = 2000;

/** Time that passes a hundred times as fast: minutes without an answer take seconds. */
export const hurriedClock: Clock = {
  now: () => runningClock.now() * factor,
  sleep: (ms, signal) => runningClock.sleep(ms <= unhurriedMs ? ms : ms / factor, signal),
};

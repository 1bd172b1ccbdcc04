import type { Clock } from "./clock.js";
import { ProxyError } from "./proxy-error.js";

/** One for all timers: an error is dear to make, and most timers are dropped. */
const dropped = new ProxyError("cancelled", "the timer was dropped");

/** Calls `onTime` once `ms` have passed, unless it is disposed before. */
export function startTimer(ms: number, clock: Clock, onTime: () => void): Disposable {
  if (clock.timer) return clock.timer(ms, onTime);
  const timer = new AbortController();
  clock.sleep(ms, timer.signal).then(
    () => {
      // It may be dropped between its end and this turn.
      if (!timer.signal.aborted) onTime();
    },
    () => undefined,
  );
  return { [Symbol.dispose]: () => timer.abort(dropped) };
}

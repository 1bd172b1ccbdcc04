import { abortReason } from "./abort.js";

/** Time, injected so that tests own it. */
export interface Clock {
  /** Monotonic milliseconds: only differences mean something. A change of the wall clock does not show here. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. Leaves no timer or listener behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** What `startTimer` does, for less than a sleep costs. Absent: it sleeps. */
  timer?(ms: number, onTime: () => void): Disposable;
}

/** What setTimeout can hold; longer ones would fire at once. */
const longestTimer = 2 ** 31 - 1;

/** The machine's own time. A sleep or a timer is at most 24 days long. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortReason(signal));
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        if (signal) reject(abortReason(signal));
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
        Math.min(ms, longestTimer),
      );
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
  timer(ms, onTime) {
    const timer = setTimeout(onTime, Math.min(ms, longestTimer));
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};

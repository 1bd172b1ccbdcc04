import { abortReason, throwIfAborted } from "@compute-proxy/core";

/** One at a time, in the order in which they came. */
export interface Turns {
  /** Whether somebody has the turn. */
  taken(): boolean;
  /** Waits for the turn; the holder disposes of it (`using`). Who aborts while waiting leaves the queue with the signal's reason. */
  take(signal: AbortSignal): Promise<Disposable>;
}

/** Makes a queue that nobody stands in. whisper-server keeps none in order, and has no limit either. */
export function createTurns(): Turns {
  const waiting: Array<() => void> = [];
  let isTaken = false;
  const pass = (): void => {
    const next = waiting.shift();
    if (next === undefined) isTaken = false;
    else next();
  };
  const turn = (): Disposable => {
    let isOver = false;
    return {
      [Symbol.dispose]() {
        if (isOver) return;
        isOver = true;
        pass();
      },
    };
  };
  const queued = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const onAbort = (): void => {
        waiting.splice(waiting.indexOf(called), 1);
        reject(abortReason(signal));
      };
      const called = (): void => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      };
      waiting.push(called);
      signal.addEventListener("abort", onAbort, { once: true });
    });

  return {
    taken: () => isTaken,
    async take(signal) {
      throwIfAborted(signal);
      if (isTaken) await queued(signal);
      isTaken = true;
      return turn();
    },
  };
}

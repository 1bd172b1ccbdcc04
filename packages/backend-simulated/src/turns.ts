import { untilAborted } from "@compute-proxy/core";

/** A device that does one thing at a time. */
export interface Turns {
  /** Waits for all who asked before. Disposing the turn lets the next one in; an abort leaves the queue. */
  take(signal: AbortSignal): Promise<Disposable>;
}

/** Makes one, first come first served. */
export function createTurns(): Turns {
  let last = Promise.resolve();
  return {
    async take(signal) {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      try {
        await untilAborted(before, signal);
      } catch (error) {
        void before.then(resolve);
        throw error;
      }
      return { [Symbol.dispose]: resolve };
    },
  };
}

import { throwIfAborted, untilAborted } from "@compute-proxy/core";

/** Places for work that runs at the same time. */
export interface Slots {
  /** Waits for a place, in the order of asking. The caller disposes it. Rejects with the signal's reason when it aborts. */
  take(signal: AbortSignal): Promise<Disposable>;
}

/** Makes as many places as `count` says. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting: Array<() => void> = [];
  const giveBack = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  const turnComes = async (signal: AbortSignal): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    try {
      await untilAborted(promise, signal);
    } catch (error) {
      const place = waiting.indexOf(resolve);
      // Not among them: the turn came in the moment of the abort, and goes to the next.
      if (place < 0) giveBack();
      else waiting.splice(place, 1);
      throw error;
    }
  };

  return {
    async take(signal) {
      throwIfAborted(signal);
      if (free > 0) free -= 1;
      else await turnComes(signal);
      let held = true;
      return {
        [Symbol.dispose]() {
          if (held) giveBack();
          held = false;
        },
      };
    },
  };
}

import { untilAborted } from "./abort.js";
import { toProxyError } from "./proxy-error.js";

/** The one queue where a producer pushes: bounded, in order, read by one consumer. */
export interface Channel<T> extends AsyncIterable<T> {
  /** Waits while the channel is full. Rejects with the signal's reason when it aborts first. After `close` it does nothing. */
  push(value: T, signal: AbortSignal): Promise<void>;
  /** What was pushed is still read; then the reading ends, with the error if there is one. */
  close(error?: unknown): void;
}

/** Makes one that holds `capacity` values, at least 1. */
export function createChannel<T>(capacity: number): Channel<T> {
  const values: T[] = [];
  const state: { ended: boolean; error: Error | undefined } = { ended: false, error: undefined };
  let wake = Promise.withResolvers<void>();
  const change = (): void => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };

  return {
    async push(value, signal) {
      while (values.length >= capacity && !state.ended) await untilAborted(wake.promise, signal);
      if (state.ended) return;
      values.push(value);
      change();
    },
    close(error) {
      if (!state.ended && error !== undefined) state.error = toProxyError(error);
      state.ended = true;
      change();
    },
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          const next = values.shift();
          if (next !== undefined) {
            change();
            yield next;
          } else if (state.ended) {
            if (state.error) throw state.error;
            return;
          } else {
            await wake.promise;
          }
        }
      } finally {
        state.ended = true;
        change();
      }
    },
  };
}

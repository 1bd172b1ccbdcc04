import type { Clock } from "@compute-proxy/core";

/**
 * For what may come in floods: a function to call each time, which calls `tell` at most once in `ms`, with how often it was
 * called since the last time. Those after the last are told with the next one.
 */
export function atMostEvery(ms: number, clock: Clock, tell: (count: number) => void): () => void {
  let count = 0;
  let toldAt = -Infinity;
  return () => {
    count += 1;
    const now = clock.now();
    if (now - toldAt < ms) return;
    toldAt = now;
    tell(count);
    count = 0;
  };
}

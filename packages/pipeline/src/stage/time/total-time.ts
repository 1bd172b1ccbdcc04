/**
 * What is left of a stage's `deadline.total_ms`, over all its attempts. Its engines' time counts, for opinions on an answer too, and
 * pauses before a retry. Queues and slow readers take nothing of it.
 */
export interface TotalTime {
  /** In ms; undefined where the stage sets no limit. */
  left(): number | undefined;
  /** Some of it was taken, in ms. */
  take(ms: number): void;
}

/** Nothing of the limit was taken yet. */
export function totalTime(limitMs: number | undefined): TotalTime {
  let left = limitMs;
  return {
    left: () => left,
    take(ms) {
      if (left !== undefined) left -= ms;
    },
  };
}

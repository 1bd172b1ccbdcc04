/** How many of something are open, for a test that waits for one to begin or for the last to end. */
export interface OpenCounter {
  add(change: 1 | -1): void;
  count(): number;
  when(count: number): Promise<void>;
}

/** Starts at 0. */
export function openCounter(): OpenCounter {
  let current = 0;
  let waiting: Array<{ readonly count: number; readonly resolve: () => void }> = [];
  return {
    add(change) {
      current += change;
      for (const { resolve } of waiting.filter((one) => one.count === current)) resolve();
      waiting = waiting.filter((one) => one.count !== current);
    },
    count: () => current,
    when: (count) =>
      count === current ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
  };
}

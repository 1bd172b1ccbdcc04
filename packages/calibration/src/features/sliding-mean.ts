/** The window over which a weak passage shows, in counted tokens (DeepConf, arXiv 2508.15260, calls it a group). */
export const windowTokens = 8;

/** Takes values one by one and gives the mean of the newest `size`; undefined until there are so many. */
export function slidingMean(size: number): (value: number) => number | undefined {
  const window: number[] = [];
  return (value) => {
    window.push(value);
    if (window.length > size) window.shift();
    return window.length === size ? meanOf(window) : undefined;
  };
}

/** The arithmetic mean; NaN of nothing. */
export function meanOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The rank of every value from 1; equal values share the mean of their ranks. */
export function midranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).toSorted((a, b) => a.value - b.value);
  const ranks = Array.from<number>({ length: values.length }).fill(0);
  for (let start = 0, end = 0; start < order.length; start = end) {
    const value = order[start]?.value;
    while (end < order.length && order[end]?.value === value) end += 1;
    for (const { index } of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
  }
  return ranks;
}

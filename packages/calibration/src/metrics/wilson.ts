/** The normal distribution's 97.5 % point: two-sided 95 %. */
const normal95 = 1.959963984540054;

/** Wilson's score interval of a share (Wilson, 1927), 95 %. Undefined of nothing. */
export function wilson(successes: number, n: number): { readonly low: number; readonly high: number } | undefined {
  if (n === 0) return undefined;
  const share = successes / n;
  const square = normal95 ** 2;
  const centre = share + square / (2 * n);
  const half = normal95 * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n));
  return {
    low: Math.max(0, (centre - half) / (1 + square / n)),
    high: Math.min(1, (centre + half) / (1 + square / n)),
  };
}

/** Coefficients B_2k / (2k (2k - 1)) of Stirling's series (DLMF 5.11.1). */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** From here on seven terms of the series are exact to rounding. */
const largeEnough = 15;

/**
 * ln of the gamma function for a positive number: Stirling's series, after Gamma(x + 1) = x Gamma(x) has made it large
 * enough.
 */
export function logGamma(positive: number): number {
  let [x, moved] = [positive, 0];
  for (; x < largeEnough; x += 1) moved += Math.log(x);
  const series = stirling.reduce((sum, coefficient, k) => sum + coefficient / x ** (2 * k + 1), 0);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - moved;
}

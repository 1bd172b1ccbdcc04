import { betaQuantile, incompleteBeta } from "./incomplete-beta.js";

/**
 * The exact upper bound of a failure rate (Clopper and Pearson, 1934): with `failures` of `n` seen, the true rate is
 * under it with confidence 1 - delta. 1 where nothing was seen.
 */
export function clopperPearsonUpper(failures: number, n: number, delta: number): number {
  return failures >= n ? 1 : betaQuantile(1 - delta, failures + 1, n - failures);
}

/** Whether that upper bound is at most alpha; far cheaper than the bound itself. */
export function staysWithin(failures: number, n: number, alpha: number, delta: number): boolean {
  return failures < n && incompleteBeta(alpha, failures + 1, n - failures) >= 1 - delta;
}

/** The fewest observations, none of them a failure, whose upper bound is at most alpha: (1 - alpha)^n <= delta. */
export function labelsNeeded(alpha: number, delta: number): number {
  return Math.ceil(Math.log(delta) / Math.log1p(-alpha));
}

import { incompleteBeta } from "./incomplete-beta.js";

/**
 * McNemar's exact two-sided p value for two answers to the same questions: `onlyFirst` questions only the first got
 * right, `onlySecond` only the second. Under equal quality either is a fair coin, so p is twice the binomial's smaller
 * tail, at most 1.
 */
export function mcnemarExact(onlyFirst: number, onlySecond: number): number {
  const [fewer, more] = [Math.min(onlyFirst, onlySecond), Math.max(onlyFirst, onlySecond)];
  if (more === 0) return 1;
  // P(X <= k) of a binomial(n, p) is I_(1-p)(n - k, k + 1): DLMF 8.17.5.
  return Math.min(1, 2 * incompleteBeta(0.5, more, fewer + 1));
}

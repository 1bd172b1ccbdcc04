import type { Draws } from "./draws.js";
import { normalShare } from "./normal.js";

/**
 * The laws of a token's probability: Beta(6, 1) in a right answer (mean .86), Beta(1.5, 1) in a wrong one (mean .60).
 * With a second parameter of 1 a draw is u^(1/a), and a single token tells right from wrong with an AUROC of
 * 6 / (6 + 1.5) = .80; more tokens tell a little more.
 */
const betaFirstParameter = { right: 6, wrong: 1.5 } as const;

/**
 * How much the tokens of one answer have in common (the correlation of the draws behind them). Without it, the longer
 * the answer, the nearer to 1 the AUROC of its confidence; with .85 it is about .85 for short and long answers alike.
 */
const shared = 0.85;

/** Keeps the logarithm finite. */
const lowest = 1e-6;

/** Probability of each of `count` tokens of one answer. Each has its Beta law; together they are sure or unsure. */
export function tokenProbabilities(kind: "right" | "wrong", count: number, draw: Draws): number[] {
  const common = draw();
  return Array.from({ length: count }, () => {
    const even = normalShare(Math.sqrt(shared) * common + Math.sqrt(1 - shared) * draw());
    return Math.max(lowest, even ** (1 / betaFirstParameter[kind]));
  });
}

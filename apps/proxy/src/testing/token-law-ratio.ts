/** The simulated engine's laws of a token's probability: Beta(6, 1) in a right answer, Beta(1.5, 1) in a wrong one. */
const [right, wrong] = [6, 1.5] as const;
/** The correlation of the draws behind the tokens of one answer. */
const shared = 0.85;

/**
 * How much likelier these token probabilities are in a right answer than in a wrong one, as a logarithm: exactly, by the law that the
 * simulated engine draws them from (Beta margins, one Gaussian copula of equal correlations). Nobody who sees the tokens alone can do better.
 */
export function tokenLawRatio(logprobs: readonly number[]): number {
  return logLikelihood(logprobs, right) - logLikelihood(logprobs, wrong);
}

function logLikelihood(logprobs: readonly number[], parameter: number): number {
  const n = logprobs.length;
  const draws = logprobs.map((logprob) => normalPoint(Math.exp(parameter * logprob)));
  const [total, squares] = [sum(draws), sum(draws.map((draw) => draw * draw))];
  const spread = 1 + (n - 1) * shared;
  const logDeterminant = (n - 1) * Math.log(1 - shared) + Math.log(spread);
  const form = (squares - (shared / spread) * total * total) / (1 - shared);
  const margins = sum(logprobs.map((logprob) => Math.log(parameter) + (parameter - 1) * logprob));
  return margins - (logDeterminant + form - squares) / 2;
}

/** Where a standard normal number is at most that with this probability: by halving, to 1e-14. */
function normalPoint(probability: number): number {
  let [low, high] = [-9, 9];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Abramowitz and Stegun 26.2.17, as the engine has it. */
function normalShare(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return x > 0 ? 1 - tail : tail;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

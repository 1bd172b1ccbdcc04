/** 1 / (1 + e^-x), without overflow at either end. */
export function sigmoid(logit: number): number {
  if (logit >= 0) return 1 / (1 + Math.exp(-logit));
  const grown = Math.exp(logit);
  return grown / (1 + grown);
}

/** ln(1 + e^x), without overflow. */
export function softplus(logit: number): number {
  return Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit)));
}

/** ln(p / (1 - p)): the inverse of the sigmoid. */
export function logitOf(probability: number): number {
  return Math.log(probability) - Math.log1p(-probability);
}

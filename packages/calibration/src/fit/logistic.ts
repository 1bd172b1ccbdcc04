import { sigmoid, softplus } from "./sigmoid.js";
import { solveSymmetric } from "./solve-symmetric.js";

/** A weight per column, and the logit where all columns are 0. */
export interface LinearWeights {
  readonly weights: readonly number[];
  readonly bias: number;
}

/** Rows of equal length, and for each the probability to aim at: 0 or 1 for a label, between for a smoothed one. */
export interface LogisticData {
  readonly rows: ReadonlyArray<readonly number[]>;
  readonly targets: readonly number[];
}

/**
 * How strongly the weights are held, and where: a Gaussian prior with that centre and variance 1 / l2, on the bias too.
 */
export interface Regularisation {
  /** Over 0: it makes the optimum finite and unique, on separable data too. */
  readonly l2: number;
  readonly centre: LinearWeights;
}

const mostSteps = 100;
/** A step so short ends the search. */
const shortest = 1e-10;
/** A loss that is higher by rounding alone is not higher. */
const rounding = 1e-12;

/**
 * L2-regularised logistic regression by Newton's method (iteratively reweighted least squares; Hastie, Tibshirani and
 * Friedman, The Elements of Statistical Learning, 4.4.1), each step halved until the loss does not rise. Starts at the
 * centre, so without rows it is the centre. Deterministic.
 */
export function fitLogistic(data: LogisticData, hold: Regularisation): LinearWeights {
  const centre = [...hold.centre.weights, hold.centre.bias];
  const problem: Problem = { rows: data.rows.map((row) => [...row, 1]), targets: data.targets, l2: hold.l2, centre };
  let current = centre;
  for (let step = 0; step < mostSteps; step++) {
    const next = descend(problem, current);
    const moved = Math.max(...next.map((value, index) => Math.abs(value - (current[index] ?? 0))));
    current = next;
    if (moved < shortest) break;
  }
  return { weights: current.slice(0, -1), bias: current.at(-1) ?? 0 };
}

/** The logit of a row. */
export function logitAt(model: LinearWeights, row: readonly number[]): number {
  return model.weights.reduce((sum, weight, index) => sum + weight * (row[index] ?? 0), model.bias);
}

interface Problem {
  /** With a column of ones at the end, whose coefficient is the bias. */
  readonly rows: ReadonlyArray<readonly number[]>;
  readonly targets: readonly number[];
  readonly l2: number;
  readonly centre: readonly number[];
}

/** One step of Newton, halved until it does no harm. Stays where it is when none helps. */
function descend(problem: Problem, from: readonly number[]): number[] {
  const { gradient, curvature } = slopes(problem, from);
  const step = solveSymmetric(curvature, gradient) ?? gradient;
  const limit = loss(problem, from) * (1 + rounding);
  for (let length = 1; length > shortest; length /= 2) {
    const candidate = from.map((value, index) => value - length * (step[index] ?? 0));
    if (loss(problem, candidate) <= limit) return candidate;
  }
  return [...from];
}

/** Negative log posterior: cross-entropy plus l2 / 2 times the squared distance from the centre. */
function loss(problem: Problem, at: readonly number[]): number {
  let sum = 0;
  for (const [index, value] of at.entries()) sum += (problem.l2 / 2) * (value - (problem.centre[index] ?? 0)) ** 2;
  for (const [index, row] of problem.rows.entries()) {
    const logit = product(row, at);
    sum += softplus(logit) - (problem.targets[index] ?? 0) * logit;
  }
  return sum;
}

/** First and second derivatives of the loss. */
function slopes(problem: Problem, at: readonly number[]): { gradient: number[]; curvature: number[][] } {
  const gradient = at.map((value, index) => problem.l2 * (value - (problem.centre[index] ?? 0)));
  const curvature = at.map((_, row) => at.map((__, column) => (row === column ? problem.l2 : 0)));
  for (const [index, row] of problem.rows.entries()) {
    const probability = sigmoid(product(row, at));
    addOuter(gradient, curvature, row, probability - (problem.targets[index] ?? 0), probability * (1 - probability));
  }
  return { gradient, curvature };
}

/** Adds a row's part; of the symmetric curvature only the lower half, which is all that the solver reads. */
function addOuter(
  gradient: number[],
  curvature: number[][],
  row: readonly number[],
  residual: number,
  weight: number,
): void {
  for (let i = 0; i < row.length; i++) {
    const value = row[i] ?? 0;
    gradient[i] = (gradient[i] ?? 0) + residual * value;
    const line = curvature[i] ?? [];
    for (let j = 0; j <= i; j++) line[j] = (line[j] ?? 0) + weight * value * (row[j] ?? 0);
  }
}

function product(row: readonly number[], at: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < at.length; index++) sum += (row[index] ?? 0) * (at[index] ?? 0);
  return sum;
}

import type { Scored } from "../metrics/scored.js";
import { fitLogistic } from "./logistic.js";
import { sigmoid } from "./sigmoid.js";

/** p = sigmoid(slope x score + intercept). */
export interface PlattScaling {
  readonly kind: "platt";
  /** Never negative: calibration keeps the order. */
  readonly slope: number;
  readonly intercept: number;
}

/** Enough to keep the curvature solvable when all scores are equal, too little to be seen. */
const ridge = 1e-9;

/**
 * Platt scaling with Platt's smoothed targets, (N+ + 1) / (N+ + 2) and 1 / (N- + 2) (Platt, "Probabilistic outputs for
 * support vector machines", 1999; Lin, Lin and Weng, 2007), so that no figure is certain and separable scores are no
 * trouble. Scores that order the answers the wrong way get a slope of 0: one probability for all.
 */
export function fitPlatt(scored: readonly Scored[]): PlattScaling {
  const good = scored.filter((item) => item.good).length;
  const [high, low] = [(good + 1) / (good + 2), 1 / (scored.length - good + 2)];
  const targets = scored.map((item) => (item.good ? high : low));
  const fit = (rows: number[][], centre: number[]): PlattScaling => {
    const { weights, bias } = fitLogistic({ rows, targets }, { l2: ridge, centre: { weights: centre, bias: 0 } });
    return { kind: "platt", slope: weights[0] ?? 0, intercept: bias };
  };
  const free = fit(
    scored.map(({ score }) => [score]),
    [0],
  );
  return free.slope >= 0
    ? free
    : fit(
        scored.map(() => []),
        [],
      );
}

/** The probability for a score. */
export function applyPlatt(scaling: PlattScaling, score: number): number {
  return sigmoid(scaling.slope * score + scaling.intercept);
}

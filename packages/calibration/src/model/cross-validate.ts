import { calibrated, type FittedKind, fitCalibration } from "../fit/calibration.js";
import { foldsOf } from "../fit/folds.js";
import type { LinearWeights } from "../fit/logistic.js";
import type { Prediction } from "../metrics/prediction.js";
import type { Scored } from "../metrics/scored.js";
import { fitLinear, type LabelledRow, linearLogit } from "./fit-linear.js";

/** How a fit is made. */
export interface FitRecipe {
  readonly centre: LinearWeights;
  readonly l2: number;
  readonly folds: number;
  readonly seed: number;
}

/** The logit of every row from a model that was fitted without the row's fold. */
export function outOfFold(rows: readonly LabelledRow[], recipe: FitRecipe): Scored[] {
  return acrossFolds(rows, recipe, (training) => {
    const model = fitLinear(training, recipe.centre, recipe.l2);
    return ({ row, good }) => ({ score: linearLogit(model, row), good });
  });
}

/** A kind of calibration, and what came of it for every row, in their order. */
export interface TriedCalibration {
  readonly kind: FittedKind;
  readonly predictions: readonly Prediction[];
}

/**
 * The calibrated probability of every row from a fit without the row's fold, the calibration included: inside each
 * training part it is fitted to logits that are themselves out of fold. So neither the figure nor the choice by it is
 * flattered.
 */
export function crossValidate(
  rows: readonly LabelledRow[],
  kinds: readonly FittedKind[],
  recipe: FitRecipe,
): TriedCalibration[] {
  const tried = acrossFolds(rows, recipe, (training) => {
    const model = fitLinear(training, recipe.centre, recipe.l2);
    const scored = outOfFold(training, recipe);
    const calibrations = kinds.map((kind) => fitCalibration(kind, scored));
    return ({ row, good }) => {
      const logit = linearLogit(model, row);
      return calibrations.map((calibration) => ({ probability: calibrated(calibration, logit), good }));
    };
  });
  return kinds.map((kind, index) => ({ kind, predictions: tried.flatMap((of) => of[index] ?? []) }));
}

function acrossFolds<Result>(
  rows: readonly LabelledRow[],
  { folds, seed }: FitRecipe,
  fit: (training: LabelledRow[]) => (row: LabelledRow) => Result,
): Result[] {
  const foldOf = foldsOf(rows, folds, seed);
  const numbers = [...new Set(foldOf)];
  const fitted = new Map(numbers.map((fold) => [fold, fit(rows.filter((_, index) => foldOf[index] !== fold))]));
  return rows.flatMap((row, index) => {
    const predict = fitted.get(foldOf[index] ?? 0);
    return predict ? [predict(row)] : [];
  });
}

import { ProxyError } from "@compute-proxy/core";
import type { FittedKind } from "../fit/calibration.js";
import { brier } from "../metrics/brier.js";
import { crossValidate, type FitRecipe, type TriedCalibration } from "./cross-validate.js";
import type { LabelledRow } from "./fit-linear.js";
import { fewestLabels, type FitOptions, mostPlattLabels } from "./fit-options.js";
import { featureRows, type LabelledFeatures } from "./labelled-features.js";

/** A calibration that has been chosen, and how it did on what it was not fitted on. */
export interface ChosenCalibration extends TriedCalibration {
  readonly rows: readonly LabelledRow[];
  readonly recipe: FitRecipe;
}

/**
 * Platt scaling up to 500 labels, above that what has the lower cross-validated Brier score. Undefined under 20 labels.
 */
export function chooseCalibration(
  samples: readonly LabelledFeatures[],
  options: FitOptions,
): ChosenCalibration | undefined {
  const { prior, l2 = 1, folds = 5, seed = 1 } = options;
  const matrix = featureRows(prior.features, samples);
  demandOptions(l2, folds);
  if (samples.length < fewestLabels) return undefined;
  const rows = samples.map(({ good, group }, index) => ({ row: matrix[index] ?? [], good, group }));
  demandGroups(rows);
  const recipe = { centre: prior, l2, folds, seed };
  const kinds: FittedKind[] = rows.length <= mostPlattLabels ? ["platt"] : ["platt", "isotonic"];
  const [platt, isotonic] = crossValidate(rows, kinds, recipe);
  const chosen = platt && isotonic && isLower(isotonic, platt) ? isotonic : platt;
  return chosen && { ...chosen, rows, recipe };
}

function isLower(one: TriedCalibration, other: TriedCalibration): boolean {
  return (brier(one.predictions) ?? 1) < (brier(other.predictions) ?? 1);
}

function demandOptions(l2: number, folds: number): void {
  if (!(l2 > 0))
    throw new ProxyError("invalid-request", `l2 is ${l2}; it must be over 0, or separable labels have no fit`);
  if (Number.isInteger(folds) && folds >= 2) return;
  throw new ProxyError("invalid-request", `folds is ${folds}; it must be a whole number of at least 2`);
}

/** Each fold must leave two groups, so that the calibration inside has something to leave out too. */
function demandGroups(rows: readonly LabelledRow[]): void {
  const groups = new Set(rows.map(({ group }) => group)).size;
  if (groups >= 3) return;
  throw new ProxyError(
    "invalid-request",
    `${rows.length} samples in fewer than 3 groups cannot be cross-validated; give each question a group of its own`,
  );
}

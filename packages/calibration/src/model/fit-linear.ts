import { fitLogistic, type LinearWeights, logitAt } from "../fit/logistic.js";
import { type Standard, standardised, standardOf } from "../fit/standardise.js";

/** Features in their order, and whether the answer was good. */
export interface LabelledRow {
  readonly row: readonly number[];
  readonly good: boolean;
  readonly group: string;
}

/** A logistic over standardised features. */
export interface LinearModel extends Standard, LinearWeights {}

/** Fitted to the rows, held near the centre: weights per standard deviation of these rows. */
export function fitLinear(rows: readonly LabelledRow[], centre: LinearWeights, l2: number): LinearModel {
  const standard = standardOf(rows.map(({ row }) => row));
  const data = {
    rows: rows.map(({ row }) => standardised(row, standard)),
    targets: rows.map(({ good }) => (good ? 1 : 0)),
  };
  return { ...standard, ...fitLogistic(data, { l2, centre }) };
}

/** The uncalibrated logit of a row. */
export function linearLogit(model: LinearModel, row: readonly number[]): number {
  return logitAt(model, standardised(row, model));
}

import {
  fitLinear,
  type LabelledRow,
  linearLogit,
  sigmoid,
  tokenFeatureNames,
  tokenPrior,
} from "@compute-proxy/calibration";
import { type FeatureGroup, featureGroups, type FeatureReader } from "./case-features.js";
import type { PairCase } from "./pair-case.js";
import type { Target, Variant } from "./variant.js";

/** Confidence in keeping the smaller's answer: the lowest are deferred first. */
export type CaseScore = (from: PairCase) => number;

/** What is known before an answer. */
const beforeAnswering: readonly FeatureGroup[] = ["prompt", "neighbours"];

/** P of what a model says of a case; undefined where a feature was not measured. */
type CaseChance = (from: PairCase) => number | undefined;

/** An answer without a token that counts is never kept. */
const lowest = { good: 0, gain: -1, net: -1 } as const satisfies Record<Target, number>;

/** Cases of the training half, and a reader that knows no others. */
export interface Training {
  readonly cases: readonly PairCase[];
  readonly read: FeatureReader;
}

/** Fits a variant, its weights held with strength `l2`. */
export function fitVariant({ target, groups }: Variant, l2: number, { cases, read }: Training): CaseScore {
  const names = groups.flatMap((group): readonly string[] => featureGroups[group]);
  const chance = (of: readonly string[], good: (from: PairCase) => boolean): CaseChance =>
    fitChance(read, of, cases, good, l2);
  const less = (first: CaseChance, second: CaseChance): CaseScore => {
    return (from) => difference(first(from), second(from)) ?? lowest[target];
  };
  switch (target) {
    case "good": {
      const keep = chance(names, ({ smaller }) => smaller.good);
      return (from) => keep(from) ?? lowest.good;
    }
    case "gain": {
      const before = beforeAnswering.filter((group) => groups.includes(group));
      const keep = chance(names, ({ smaller }) => smaller.good);
      const larger = chance(
        before.flatMap((group): readonly string[] => featureGroups[group]),
        (from) => from.larger.good,
      );
      return less(keep, larger);
    }
    case "net": {
      const onlySmaller = chance(names, ({ smaller, larger }) => smaller.good && !larger.good);
      const onlyLarger = chance(names, ({ smaller, larger }) => larger.good && !smaller.good);
      return less(onlySmaller, onlyLarger);
    }
  }
}

function difference(first: number | undefined, second: number | undefined): number | undefined {
  return first === undefined || second === undefined ? undefined : first - second;
}

function fitChance(
  read: FeatureReader,
  names: readonly string[],
  train: readonly PairCase[],
  good: (from: PairCase) => boolean,
  l2: number,
): CaseChance {
  const rowOf = (from: PairCase): number[] | undefined => {
    const features = read(from);
    const row = names.flatMap((name) => features[name] ?? []);
    return row.length === names.length ? row : undefined;
  };
  const rows = train.flatMap((from): LabelledRow[] => {
    const row = rowOf(from);
    return row ? [{ row, good: good(from), group: from.question.id }] : [];
  });
  const model = fitLinear(rows, centreOf(names), l2);
  return (from) => {
    const row = rowOf(from);
    return row && sigmoid(linearLogit(model, row));
  };
}

/** Of the token features what is believed before labels, of the others nothing. */
function centreOf(names: readonly string[]): { weights: number[]; bias: number } {
  const believed = new Map<string, number>(
    tokenFeatureNames.map((name, index) => [name, tokenPrior.weights[index] ?? 0]),
  );
  return { weights: names.map((name) => believed.get(name) ?? 0), bias: 0 };
}

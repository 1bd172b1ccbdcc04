import { deferralArea, type DeferralCase, foldsOf } from "@compute-proxy/calibration";
import { featureReader } from "./case-features.js";
import { fitVariant, type Training } from "./fit-variant.js";
import type { PairCase } from "./pair-case.js";
import type { Variant } from "./variant.js";

const folds = 5;
/** Each seed cuts the training half into other folds; the mean is steadier than one cut. */
const seeds: readonly number[] = [1, 2, 3, 4];

/** A part of the training half to fit on, and the rest of it. */
interface Fold {
  readonly training: Training;
  readonly held: readonly PairCase[];
}

/** A case of a deferral curve with a score. */
function scoredCase(from: PairCase, score: number): DeferralCase {
  return { score, smallerRight: from.smaller.good, largerRight: from.larger.good };
}

/**
 * Says for a variant which area above random it reaches on cases that it was not fitted on, inside the training half:
 * the mean over several cuts into folds. Undefined without cases.
 */
export function crossValidation(train: readonly PairCase[]): (variant: Variant, l2: number) => number | undefined {
  const cuts = seeds.map((seed) => cut(train, seed));
  return (variant, l2) => {
    const areas = cuts.flatMap((all) => deferralArea(all.flatMap((fold) => heldOut(fold, variant, l2))) ?? []);
    return areas.length === 0 ? undefined : areas.reduce((sum, area) => sum + area, 0) / areas.length;
  };
}

function heldOut({ training, held }: Fold, variant: Variant, l2: number): DeferralCase[] {
  const score = fitVariant(variant, l2, training);
  return held.map((from) => scoredCase(from, score(from)));
}

function cut(train: readonly PairCase[], seed: number): Fold[] {
  const grouped = train.map(({ question, smaller }) => ({ good: smaller.good, group: question.id }));
  const foldOf = foldsOf(grouped, folds, seed);
  return [...new Set(foldOf)].map((fold) => {
    const cases = train.filter((_, index) => foldOf[index] !== fold);
    return {
      training: { cases, read: featureReader(cases) },
      held: train.filter((_, index) => foldOf[index] === fold),
    };
  });
}

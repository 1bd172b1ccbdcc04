import {
  cutByLengthFeature,
  type FeatureVector,
  neighbourPrior,
  promptFeatureNames,
  tokenFeatureNames,
} from "@compute-proxy/calibration";
import { logOdds, type PairCase } from "./pair-case.js";

/** Kinds of knowledge that a score may use, and the features of each. */
export const featureGroups = {
  "lowest tenth": ["q10_logprob"],
  tokens: tokenFeatureNames,
  prompt: promptFeatureNames,
  validators: [cutByLengthFeature, "valid", "wording"],
  neighbours: ["near_smaller", "near_larger"],
  "self-check": ["self_check"],
} as const satisfies Record<string, readonly string[]>;

export type FeatureGroup = keyof typeof featureGroups;

/** The features of a case; those that were not measured are absent. */
export type FeatureReader = (from: PairCase) => FeatureVector;

/**
 * Reads all features of a case. Neighbours are looked for among `labelled`, never the case itself: so a case of the
 * training half is described as one that is not known. Each case is worked out once.
 */
export function featureReader(labelled: readonly PairCase[]): FeatureReader {
  const read = new Map<string, FeatureVector>();
  return (from) => {
    const known = read.get(from.question.id);
    if (known) return known;
    const others = labelled.filter(({ question }) => question.id !== from.question.id);
    const features = { ...from.features, ...neighbourFeatures(from, others) };
    read.set(from.question.id, features);
    return features;
  };
}

function neighbourFeatures({ question: { embedding } }: PairCase, others: readonly PairCase[]): FeatureVector {
  const near = (side: "smaller" | "larger"): number | undefined => {
    const prompts = others.flatMap((other) =>
      other.question.embedding ? [{ embedding: other.question.embedding, good: other[side].good }] : [],
    );
    return embedding && neighbourPrior(embedding, prompts)?.value;
  };
  const [smaller, larger] = [near("smaller"), near("larger")];
  return smaller === undefined || larger === undefined
    ? {}
    : { near_smaller: logOdds(smaller), near_larger: logOdds(larger) };
}

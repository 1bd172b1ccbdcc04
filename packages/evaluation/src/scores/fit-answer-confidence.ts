import {
  answerFeatureNames,
  answerFeatures,
  type ConfidenceModel,
  type FeaturePrior,
  type FeatureVector,
  fitConfidence,
  type FittedOn,
  type LabelledFeatures,
  tokenPrior,
} from "@compute-proxy/calibration";
import type { JudgedAnswer, JudgedQuestion } from "../judged/judged-question.js";

/** A question with the answer of one rung. */
export interface LabelledAnswer {
  readonly question: JudgedQuestion;
  readonly answer: JudgedAnswer;
}

/** What a confidence may be made of, the plainest first: the steadiest signal alone, all tokens, and all that the proxy measures. */
const candidates: readonly FeaturePrior[] = [["q10_logprob"], tokenPrior.features, answerFeatureNames].map(priorOver);

/** Confidence version 2 of one rung's answers, as `calibrate` writes it and the proxy asks it. */
export function fitAnswerConfidence(labelled: readonly LabelledAnswer[], fittedOn: FittedOn): ConfidenceModel {
  return fitMeasured(labelled.map(sampleOf).filter(isMeasured), fittedOn);
}

/**
 * Confidence version 2 of answers that have every feature: of the candidates the one with the lowest Brier score in the cross-validation.
 * Under 20 labels the documented prior.
 */
export function fitMeasured(samples: readonly LabelledFeatures[], fittedOn: FittedOn): ConfidenceModel {
  const models = candidates.map((prior) => fitConfidence(samples, { prior, fittedOn }));
  return models.reduce((best, model) => ((model.brier ?? Infinity) < (best.brier ?? Infinity) ? model : best));
}

/** The features that the proxy measures of an answer. */
export function measuredFeatures(prompt: string, { tokens, finishReason }: JudgedAnswer): FeatureVector {
  return answerFeatures({ tokens, prompt, cutByLength: finishReason === "length" });
}

/** Whether an answer has every feature. One without a token that counts has not: a validator meets it first. */
export function isMeasured({ features }: LabelledFeatures): boolean {
  return answerFeatureNames.every((name) => features[name] !== undefined);
}

function sampleOf({ question, answer }: LabelledAnswer): LabelledFeatures {
  return { features: measuredFeatures(question.prompt, answer), good: answer.good, group: question.id };
}

/** The documented prior over some features; nothing is believed of those that are not of tokens. */
function priorOver(features: readonly string[]): FeaturePrior {
  return {
    features,
    mean: features.map((name) => ofTokens(tokenPrior.mean, name) ?? 0),
    scale: features.map((name) => ofTokens(tokenPrior.scale, name) ?? 1),
    weights: features.map((name) => ofTokens(tokenPrior.weights, name) ?? 0),
    bias: tokenPrior.bias,
  };
}

function ofTokens(column: readonly number[], name: string): number | undefined {
  return column[tokenPrior.features.indexOf(name)];
}

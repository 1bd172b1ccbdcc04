import { answerFeatures, type FeatureVector, logitOf } from "@compute-proxy/calibration";
import { confidenceOf, validate } from "@compute-proxy/forwarding";
import type { Split } from "../questions/question.js";
import type { JudgedAnswer, JudgedQuestion } from "../judged/judged-question.js";

/** Two rungs, by their names. */
export interface Pair {
  readonly smaller: string;
  readonly larger: string;
}

/** A question that both rungs of a pair answered. */
export interface PairCase {
  readonly question: JudgedQuestion;
  readonly smaller: JudgedAnswer;
  readonly larger: JudgedAnswer;
  /** Of the prompt and the smaller's answer; what was not measured is absent. */
  readonly features: FeatureVector;
}

/** The cases of one half: what is fitted gets `train`, what is reported is of `test`. */
export function pairCases(questions: readonly JudgedQuestion[], pair: Pair, split: Split): PairCase[] {
  return questions.flatMap((question) => {
    const [smaller, larger] = [question.answers.get(pair.smaller), question.answers.get(pair.larger)];
    if (question.split !== split || !smaller || !larger) return [];
    return [{ question, smaller, larger, features: featuresOf(question.prompt, smaller) }];
  });
}

/** No judgement is quite certain: keeps log odds finite. */
const nearestToCertain = 0.001;

/** Log odds, kept finite. */
export function logOdds(chance: number): number {
  return logitOf(Math.min(1 - nearestToCertain, Math.max(nearestToCertain, chance)));
}

function featuresOf(prompt: string, { text, finishReason, tokens, selfCheck }: JudgedAnswer): FeatureVector {
  const valid = validate({ text, finishReason }).every(({ passed }) => passed) ? 1 : 0;
  return {
    ...answerFeatures({ tokens, prompt, cutByLength: finishReason === "length" }),
    valid,
    wording: confidenceOf({ text, finishReason, logprobs: [] })?.value ?? 0,
    ...(selfCheck !== undefined && { self_check: logOdds(selfCheck) }),
  };
}

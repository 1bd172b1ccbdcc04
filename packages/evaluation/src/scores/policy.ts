import { entryPrior, fitConfidence, promptFeatures, promptPrior, scoreConfidence } from "@compute-proxy/calibration";
import { confidenceOf } from "@compute-proxy/forwarding";
import { fitAnswerConfidence, measuredFeatures } from "./fit-answer-confidence.js";
import type { CaseScore } from "./fit-variant.js";
import type { PairCase } from "./pair-case.js";

/** A way to decide what is deferred: the lowest scores first. */
export interface Policy {
  readonly name: string;
  readonly score: CaseScore;
  /** The score is P(the smaller's answer is right). */
  readonly isProbability: boolean;
  /** Whether the smaller has written its draft when it is decided. */
  readonly draft: "paid" | "spared";
}

/** Those that need no labels, as engines and rules of thumb have them. */
export const plainPolicies: readonly Policy[] = [
  { name: "length only", score: ({ smaller }) => -smaller.tokensOut, isProbability: false, draft: "paid" },
  { name: "text heuristic", score: (from) => worded(from), isProbability: true, draft: "paid" },
  { name: "confidence version 1", score: (from) => versionOne(from), isProbability: true, draft: "paid" },
];

/** Confidence version 2, as `calibrate` fits it and the proxy runs it. */
export function ours(train: readonly PairCase[]): Policy {
  const labelled = train.map(({ question, smaller }) => ({ question, answer: smaller }));
  const model = fitAnswerConfidence(labelled, { model: "", task: "", set: "train" });
  const score: CaseScore = ({ question, smaller }) =>
    scoreConfidence(model, measuredFeatures(question.prompt, smaller))?.value ?? 0;
  return { name: "ours", score, isProbability: true, draft: "paid" };
}

/** The prior before the first token, as `routing: prior` asks it. */
export function priorOnly(train: readonly PairCase[]): Policy {
  const samples = train.map(({ question, smaller }) => ({
    features: promptFeatures(question.prompt),
    good: smaller.good,
    group: question.id,
  }));
  const model = fitConfidence(samples, { prior: promptPrior, fittedOn: { model: "", task: "", set: "train" } });
  const labelled = train.flatMap(({ question, smaller }) =>
    question.embedding ? [{ embedding: question.embedding, good: smaller.good }] : [],
  );
  const score: CaseScore = ({ question: { prompt, embedding } }) =>
    entryPrior({ prompt, model, embedding, labelled })?.value ?? 0.5;
  return { name: "prior only", score, isProbability: true, draft: "spared" };
}

/** An empty answer has no confidence: it is never kept. */
function versionOne({ smaller: { text, tokens, finishReason } }: PairCase): number {
  return confidenceOf({ text, logprobs: [...tokens], finishReason })?.value ?? 0;
}

function worded({ smaller: { text, finishReason } }: PairCase): number {
  return confidenceOf({ text, logprobs: [], finishReason })?.value ?? 0;
}

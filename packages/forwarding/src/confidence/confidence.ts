import { ConfidenceDetail } from "@compute-proxy/api";
import type { TokenLogprob } from "@compute-proxy/api/backend/v1";
import { cappedByLength } from "./cut-by-length.js";
import { endsInALoop } from "./endless-repetition.js";
import { type Calibrated, fittedConfidence } from "./fitted-confidence.js";
import { probabilityFeatures } from "./probability-features.js";
import { textHeuristic } from "./text-heuristic.js";

/** What a confidence is computed from. */
export interface AnswerEvidence {
  readonly text: string;
  /** Empty when the engine gave none. */
  readonly logprobs: readonly TokenLogprob[];
  /** stop, length or unspecified. */
  readonly finishReason: string;
}

/** Intercept and slope of version 1: hand-set, uncalibrated (see docs/glossary.md, confidence). */
const prior = { intercept: -2, slope: 5 } as const;

/**
 * The confidence of an answer. Version 2 where labels stand behind the given model and the answer has its features; else version 1:
 * sigmoid(-2 + 5 q10) over the emitted tokens' probabilities, or from the wording, capped at 0.70, when there are none. An answer that
 * was cut by the length limit has at most 0.5, unless the model was fitted on such answers. One that ends in a loop has 0, with source
 * `validator`. An empty one has none.
 */
export function confidenceOf(evidence: AnswerEvidence, calibrated?: Calibrated): ConfidenceDetail | undefined {
  if (evidence.text.trim() === "") return undefined;
  if (endsInALoop(evidence.text)) return uncalibrated({ value: 0, source: "validator", cappedBecause: "repetition" });
  return (calibrated && fittedConfidence(evidence.finishReason, calibrated)) ?? versionOne(evidence);
}

function versionOne({ text, logprobs, finishReason }: AnswerEvidence): ConfidenceDetail {
  const features = probabilityFeatures(logprobs);
  if (!features) {
    const value = textHeuristic(text);
    return cappedByLength(finishReason, uncalibrated({ value, source: "heuristic", cappedBecause: "heuristic" }));
  }
  const value = 1 / (1 + Math.exp(-(prior.intercept + prior.slope * features.q10)));
  return cappedByLength(finishReason, uncalibrated({ value, source: "logprobs", features: { ...features } }));
}

function uncalibrated(facts: Parameters<typeof ConfidenceDetail.fromPartial>[0]): ConfidenceDetail {
  return ConfidenceDetail.fromPartial({ calibrated: false, labels: 0, version: 1, ...facts });
}

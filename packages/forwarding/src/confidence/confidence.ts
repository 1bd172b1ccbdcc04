import { ConfidenceDetail } from "@compute-proxy/api";
import type { TokenLogprob } from "@compute-proxy/api/backend/v1";
import { textHeuristic } from "./text-heuristic.js";
import { tokenFeatures } from "./token-features.js";

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
const cutByLengthCap = 0.5;

/**
 * Confidence, version 1: sigmoid(-2 + 5 q10) over the emitted tokens' probabilities; from the wording, capped at 0.70, when
 * there are none. An answer that was cut by the length limit has at most 0.5. An empty answer has no confidence.
 */
export function confidenceOf(evidence: AnswerEvidence): ConfidenceDetail | undefined {
  if (evidence.text.trim() === "") return undefined;
  const features = tokenFeatures(evidence.logprobs);
  if (!features) {
    const value = textHeuristic(evidence.text);
    return capped(evidence, detail(value, "heuristic", {}, "heuristic"));
  }
  const value = sigmoid(prior.intercept + prior.slope * features.q10);
  return capped(evidence, detail(value, "logprobs", { ...features }, ""));
}

function detail(
  value: number,
  source: string,
  features: Record<string, number>,
  cappedBecause: string,
): ConfidenceDetail {
  return ConfidenceDetail.fromPartial({
    value,
    source,
    calibrated: false,
    labels: 0,
    version: 1,
    features,
    cappedBecause,
  });
}

function capped(evidence: AnswerEvidence, confidence: ConfidenceDetail): ConfidenceDetail {
  if (evidence.finishReason !== "length" || confidence.value <= cutByLengthCap) return confidence;
  return { ...confidence, value: cutByLengthCap, cappedBecause: "cut-by-length" };
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

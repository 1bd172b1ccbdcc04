import type { ConfidenceDetail } from "@compute-proxy/api";

const cutByLengthCap = 0.5;

/** An answer that was cut by the length limit lacks its end: at most 0.5. */
export function cappedByLength(finishReason: string, confidence: ConfidenceDetail): ConfidenceDetail {
  if (finishReason !== "length" || confidence.value <= cutByLengthCap) return confidence;
  return { ...confidence, value: cutByLengthCap, cappedBecause: "cut-by-length" };
}

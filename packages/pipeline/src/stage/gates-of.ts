import type { Stage } from "@compute-proxy/api";
import type { Gates } from "@compute-proxy/forwarding";

/** The gates that a stage's policy sets. */
export function gatesOf({ forwardingPolicy: policy }: Stage): Gates {
  return {
    minConfidence: policy?.enableConfidenceCheck === true ? policy.minConfidence : undefined,
    qualityThreshold: policy?.enableQualityCheck === true ? policy.qualityThreshold : undefined,
  };
}

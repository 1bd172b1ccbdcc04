import type { ForwardingPolicy, Stage } from "@compute-proxy/api";
import { type PipelineProblem, within } from "./pipeline-problem.js";

/** Whether each threshold belongs to a check that is on, and each check to a stage whose answers can be checked. */
export function checkPolicy(stage: Stage): readonly PipelineProblem[] {
  const policy = stage.forwardingPolicy;
  if (!policy) return [];
  return within(
    ["forwarding_policy"],
    [...checkApplies(policy, stage.type), ...checkConfidence(policy), ...checkQuality(policy)],
  );
}

function checkApplies(policy: ForwardingPolicy, type: string): readonly PipelineProblem[] {
  if (type === "text_generation") return [];
  const confidence =
    policy.enableConfidenceCheck === true && type !== "audio_to_text"
      ? [misplaced("enable_confidence_check", "text_generation and audio_to_text", type)]
      : [];
  const quality =
    policy.enableQualityCheck === true ? [misplaced("enable_quality_check", "text_generation", type)] : [];
  return [...confidence, ...quality];
}

function misplaced(key: string, types: string, type: string): PipelineProblem {
  return { path: [key], message: `${key} works on ${types} only, not on ${type}` };
}

function checkConfidence(policy: ForwardingPolicy): readonly PipelineProblem[] {
  const on = policy.enableConfidenceCheck === true;
  if (on && policy.minConfidence === undefined) {
    return [
      { path: ["enable_confidence_check"], message: "enable_confidence_check needs min_confidence: from 0 to 1" },
    ];
  }
  if (!on && policy.minConfidence !== undefined) {
    return [
      { path: ["min_confidence"], message: "min_confidence has no effect without enable_confidence_check: true" },
    ];
  }
  return [];
}

function checkQuality(policy: ForwardingPolicy): readonly PipelineProblem[] {
  return policy.qualityThreshold !== undefined && policy.enableQualityCheck !== true
    ? [{ path: ["quality_threshold"], message: "quality_threshold has no effect without enable_quality_check: true" }]
    : [];
}

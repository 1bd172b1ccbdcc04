import type { ForwardingPolicy } from "@compute-proxy/api";
import { needs } from "./needs.js";
import type { PipelineProblem } from "./pipeline-problem.js";

/** Whether there is a check that what is said about unchecked answers can mean: how they are shown, and when they are aborted. */
export function checkShowing(policy: ForwardingPolicy): readonly PipelineProblem[] {
  const { streaming, commitAfterTokens, enableEarlyExit, enableConfidenceCheck, qualityThreshold } = policy;
  const confidence = enableConfidenceCheck === true;
  const mayReject = confidence || qualityThreshold !== undefined;
  const early = enableEarlyExit === true;
  return [
    ...needs("streaming", streaming !== "", "enable_confidence_check: true or a quality_threshold", mayReject),
    ...needs(
      "commit_after_tokens",
      commitAfterTokens !== undefined,
      "streaming: commit_after",
      streaming === "commit_after",
    ),
    ...needs("enable_early_exit", early, "enable_confidence_check: true", confidence),
    ...needs("enable_early_exit", early, "an escalation_path", policy.escalationPath.length > 0),
  ];
}

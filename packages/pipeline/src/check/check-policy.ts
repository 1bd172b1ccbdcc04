import type { ForwardingPolicy, Stage } from "@compute-proxy/api";
import { checkHeatPolicy } from "./check-heat-policy.js";
import { needs } from "./needs.js";
import { type PipelineProblem, within } from "./pipeline-problem.js";
import { checkShowing } from "./check-showing.js";

/** Whether each limit belongs to a check that is on, and each check to a stage whose answers can be checked. */
export function checkPolicy(stage: Stage): readonly PipelineProblem[] {
  const policy = stage.forwardingPolicy;
  if (!policy) return [];
  return within(
    ["forwarding_policy"],
    [
      ...checkApplies(policy, stage.type),
      ...checkConfidence(policy),
      ...needs(
        "quality_threshold",
        policy.qualityThreshold !== undefined,
        "enable_quality_check: true",
        policy.enableQualityCheck === true,
      ),
      ...checkHeatPolicy(policy),
      ...checkLatency(policy, stage.deadline?.ttftMs),
      ...checkShowing(policy),
    ],
  );
}

/** Checks that read a text, or the pace at which it comes. */
const ofTexts = [
  { key: "enable_quality_check", isOn: (policy: ForwardingPolicy) => policy.enableQualityCheck },
  { key: "enable_streaming_failover", isOn: (policy: ForwardingPolicy) => policy.enableStreamingFailover },
  { key: "enable_latency_check", isOn: (policy: ForwardingPolicy) => policy.enableLatencyCheck },
  { key: "enable_early_exit", isOn: (policy: ForwardingPolicy) => policy.enableEarlyExit },
  { key: "streaming", isOn: (policy: ForwardingPolicy) => policy.streaming !== "" },
];

function checkApplies(policy: ForwardingPolicy, type: string): readonly PipelineProblem[] {
  if (type === "text_generation") return [];
  const confidence =
    policy.enableConfidenceCheck === true && type !== "audio_to_text"
      ? [misplaced("enable_confidence_check", "text_generation and audio_to_text", type)]
      : [];
  const others = ofTexts.filter(({ isOn }) => isOn(policy) === true);
  return [...confidence, ...others.map(({ key }) => misplaced(key, "text_generation", type))];
}

function misplaced(key: string, types: string, type: string): PipelineProblem {
  return { path: [key], message: `${key} works on ${types} only, not on ${type}` };
}

function checkConfidence(policy: ForwardingPolicy): readonly PipelineProblem[] {
  const { minConfidence } = policy;
  const isOn = policy.enableConfidenceCheck === true;
  if (isOn && minConfidence === undefined) {
    return [
      { path: ["enable_confidence_check"], message: "enable_confidence_check needs min_confidence: from 0 to 1" },
    ];
  }
  return needs("min_confidence", minConfidence !== undefined, "enable_confidence_check: true", isOn);
}

/** `ttftMs` ends an attempt in any case; what is handed on must be handed on before. */
function checkLatency(policy: ForwardingPolicy, ttftMs: number | undefined): readonly PipelineProblem[] {
  const { maxLatencyMs } = policy;
  const isOn = policy.enableLatencyCheck === true;
  if (isOn && maxLatencyMs === undefined) {
    const message = "enable_latency_check needs max_latency_ms: milliseconds to the first token";
    return [{ path: ["enable_latency_check"], message }];
  }
  if (isOn && maxLatencyMs !== undefined && ttftMs !== undefined && maxLatencyMs >= ttftMs) {
    const message = `max_latency_ms is ${maxLatencyMs}, but deadline.ttft_ms ends the attempt after ${ttftMs} ms: it must be shorter`;
    return [{ path: ["max_latency_ms"], message }];
  }
  return needs("max_latency_ms", maxLatencyMs !== undefined, "enable_latency_check: true", isOn);
}

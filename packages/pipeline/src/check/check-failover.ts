import type { Stage } from "@compute-proxy/api";
import type { PipelineProblem } from "./pipeline-problem.js";

/** Whether what is said about failover can happen: nothing where it is off, and no trigger that the stage sets no limit for. */
export function checkFailover(stage: Stage): readonly PipelineProblem[] {
  return stage.failover?.mode === "off" ? checkOff(stage) : checkTriggers(stage);
}

function checkOff({ failover, forwardingPolicy: policy }: Stage): readonly PipelineProblem[] {
  const useless = [
    ["on", (failover?.on.length ?? 0) > 0],
    ["max_switches", failover?.maxSwitches !== undefined],
  ] as const;
  const problems = useless.flatMap(([key, isWritten]) =>
    isWritten ? [{ path: ["failover", key], message: `failover.${key} has no effect with mode: off` }] : [],
  );
  if (policy?.enableStreamingFailover !== true) return problems;
  const message = "failover: off contradicts enable_streaming_failover: true: leave one of them out";
  return [{ path: ["failover", "mode"], message }, ...problems];
}

function checkTriggers({ failover, deadline, forwardingPolicy: policy }: Stage): readonly PipelineProblem[] {
  const on = failover?.on ?? [];
  const limits = [
    ["rate", "deadline.min_tokens_per_s", deadline?.minTokensPerS !== undefined],
    ["heat", "enable_streaming_failover: true", policy?.enableStreamingFailover === true],
  ] as const;
  const problems = limits.flatMap(([trigger, need, isThere]) =>
    on.includes(trigger) && !isThere
      ? [{ path: ["failover", "on", on.indexOf(trigger)], message: `"${trigger}" has no effect without ${need}` }]
      : [],
  );
  if (policy?.enableStreamingFailover !== true || on.length === 0 || on.includes("heat")) return problems;
  const message = `"heat" is missing, without which enable_streaming_failover has no effect`;
  return [...problems, { path: ["failover", "on"], message }];
}

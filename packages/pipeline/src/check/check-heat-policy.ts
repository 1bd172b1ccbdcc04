import type { ForwardingPolicy } from "@compute-proxy/api";
import { needs } from "./needs.js";
import type { PipelineProblem } from "./pipeline-problem.js";

/** Whether the limits of heat belong to a check that is on. */
export function checkHeatPolicy(policy: ForwardingPolicy): readonly PipelineProblem[] {
  const { maxTemperature, maxFanPercent, enableStreamingFailover } = policy;
  const written = [
    ["max_temperature", maxTemperature !== undefined],
    ["max_fan_percent", maxFanPercent !== undefined],
    ["enable_streaming_failover", enableStreamingFailover === true],
  ] as const;
  return written.flatMap(([key, isWritten]) =>
    needs(key, isWritten, "enable_thermal_check: true", policy.enableThermalCheck === true),
  );
}

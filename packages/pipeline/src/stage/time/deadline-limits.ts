import type { Stage } from "@compute-proxy/api";
import type { ClockLimits } from "@compute-proxy/forwarding";

/** The limits that a stage sets on its engines' time; undefined where it sets none. */
export function deadlineLimits({ deadline, forwardingPolicy: policy }: Stage): ClockLimits | undefined {
  if (!deadline && !policy) return undefined;
  const latencyMs = policy?.enableLatencyCheck === true ? policy.maxLatencyMs : undefined;
  const firsts = [deadline?.ttftMs, latencyMs].filter((ms) => ms !== undefined);
  const limits = {
    ttftMs: firsts.length > 0 ? Math.min(...firsts) : undefined,
    stallMs: deadline?.stallMs,
    totalMs: deadline?.totalMs,
    minTokensPerS: deadline?.minTokensPerS,
  };
  return Object.values(limits).some((limit) => limit !== undefined) ? limits : undefined;
}

import type { Stage } from "@compute-proxy/api";
import type { Trigger } from "@compute-proxy/forwarding";

/** The causes that a definition names in `failover.on`. */
const causes = {
  "engine-error": "error",
  "engine-died": "error",
  stalled: "stall",
  "rate-low": "rate",
  "first-token-late": "latency",
  "device-hot": "heat",
  "device-critical": "heat",
  "fan-high": "heat",
} as const satisfies Record<Trigger, string>;

/** How an answer that has begun goes on elsewhere. */
export interface FailoverSettings {
  /** Whether another model may go on with it. */
  readonly mayChangeModel: boolean;
  /** How often one answer may change its backend. */
  readonly maxSwitches: number;
  /** Whether it happens on that trigger. */
  covers(trigger: Trigger): boolean;
}

const usualSwitches = 2;

/** A stage's settings; undefined when an answer that has begun stays where it is. */
export function failoverSettings(stage: Stage): FailoverSettings | undefined {
  const { failover, forwardingPolicy: policy, type } = stage;
  const usual = policy?.enableStreamingFailover === true ? "any_model" : "same_model";
  const mode = failover?.mode || usual;
  if (type !== "text_generation" || mode === "off") return undefined;
  const on = failover?.on ?? [];
  return {
    mayChangeModel: mode === "any_model",
    maxSwitches: failover?.maxSwitches ?? usualSwitches,
    covers: (trigger) => on.length === 0 || on.includes(causes[trigger]),
  };
}

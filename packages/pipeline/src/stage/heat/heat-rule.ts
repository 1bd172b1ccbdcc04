import type { Stage } from "@compute-proxy/api";
import { type HeatBook, type HeatWatch, stageThermalPolicy, type ThermalPolicy } from "@compute-proxy/forwarding";
import type { Rung } from "../../route/rung.js";

/** What a stage's policy says of hot devices: that none is entered, at least. */
export interface HeatRule {
  readonly policy: ThermalPolicy;
  /** Whether an answer that has begun leaves a device that has become too hot. */
  readonly leaves: boolean;
  watch(rung: Rung): HeatWatch;
}

/** A stage's rule; undefined where it has none, or nothing is known of the devices. */
export function heatRule({ forwardingPolicy }: Stage, heat: HeatBook | undefined): HeatRule | undefined {
  const policy = stageThermalPolicy(forwardingPolicy);
  if (!heat || !policy) return undefined;
  const leaves = forwardingPolicy?.enableStreamingFailover === true;
  return { policy, leaves, watch: ({ backend }) => heat.of(backend.definition, policy) };
}

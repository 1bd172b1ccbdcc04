import { ProxyError } from "@compute-proxy/core";
import { admitByHeat, type LeavingReason, timeToReach } from "@compute-proxy/forwarding";
import type { Rung } from "../../route/rung.js";
import type { HeatRule } from "./heat-rule.js";
import { expectedAnswerMs, type PlannedWork } from "./measured-rates.js";

/** Why a device must not be entered. */
export interface TooHot {
  readonly because: Extract<LeavingReason, `device-${string}` | "fan-high" | "trips-too-soon">;
  /** For people. */
  readonly message: string;
}

/** Why a rung's device must not be entered now with that work; undefined where it may, or the stage does not ask. */
export function tooHot(rule: HeatRule | undefined, rung: Rung, work: PlannedWork, now: number): TooHot | undefined {
  if (!rule) return undefined;
  const watch = rule.watch(rung);
  const timeToTrip = timeToReach(watch.state().recent, rule.policy.trip);
  const { because, message } = admitByHeat(watch.fitness(now), timeToTrip, expectedAnswerMs(rung, work));
  switch (because) {
    case "device-hot":
    case "device-critical":
    case "fan-high":
    case "trips-too-soon":
      return { because, message: `enable_thermal_check leaves it out: ${message}` };
    case "cool-enough":
    case "temperature-unknown":
    case "duration-unknown":
      return undefined;
  }
}

/** The error of a call that found its backend's device too hot when its turn came, with nowhere else to go. */
export function tooHotError({ backend }: Rung, { because, message }: TooHot): ProxyError {
  return new ProxyError("excluded-by-rule", `backend "${backend.id}": ${because}: ${message}`, { backend: backend.id });
}

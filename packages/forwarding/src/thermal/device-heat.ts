import type { Celsius } from "@compute-proxy/core";
import type { Trigger } from "../failover/triggers.js";
import { clearGate, type Gate, nextGate } from "./gate.js";
import { freshReading, nextReading, type Reading, saneCelsius, saneFanPercent } from "./reading.js";
import { fanLimits, type GateLimits, heatLimits, type ThermalPolicy } from "./thermal-policy.js";

/** What the sensors of a device said at one moment, about once a second. What they did not tell is undefined. */
export interface DeviceSample {
  /** In ms, by a monotonic clock. */
  readonly at: number;
  readonly device: string;
  readonly celsius: Celsius | undefined;
  /** Percent of the full speed. */
  readonly fanPercent: number | undefined;
}

/** What is remembered of one device under one policy. */
export interface DeviceHeat {
  readonly celsius: Reading | undefined;
  readonly fanPercent: Reading | undefined;
  readonly heat: Gate;
  readonly fan: Gate;
  /** The last good temperatures, oldest first, for the trend. */
  readonly recent: readonly Reading[];
}

/** Whether a device may be used, and why not. Unknown is not a reason to leave it. */
export type DeviceFitness =
  | { readonly kind: "fit" }
  | {
      readonly kind: "unfit";
      readonly because: Extract<Trigger, `device-${string}` | "fan-high">;
      readonly message: string;
    }
  | { readonly kind: "unknown"; readonly message: string };

/** Nothing is known of a device. */
export const unknownHeat: DeviceHeat = {
  celsius: undefined,
  fanPercent: undefined,
  heat: clearGate,
  fan: clearGate,
  recent: [],
};

/** Temperatures that the trend is made of: ten seconds at one sample a second. */
const trendSamples = 10;

/** The state after a sample. A reading that cannot be true, or comes late, changes nothing. */
export function nextHeat(state: DeviceHeat, sample: DeviceSample, policy: ThermalPolicy): DeviceHeat {
  const celsius = nextReading(state.celsius, sample.celsius, sample.at, saneCelsius);
  const fanPercent = nextReading(state.fanPercent, sample.fanPercent, sample.at, saneFanPercent);
  const fan = fanLimits(policy);
  const isNew = celsius !== undefined && celsius !== state.celsius;
  return {
    celsius,
    fanPercent,
    heat: isNew ? nextGate(state.heat, celsius.value, celsius.at, heatLimits(policy)) : state.heat,
    fan:
      fan && fanPercent && fanPercent !== state.fanPercent
        ? nextGate(state.fan, fanPercent.value, fanPercent.at, fan)
        : state.fan,
    recent: isNew ? withoutGap([...state.recent, celsius], policy.staleMs).slice(-trendSamples) : state.recent,
  };
}

/** A trend does not reach over a time in which nothing was known. */
function withoutGap(readings: readonly Reading[], staleMs: number): readonly Reading[] {
  const after = readings.findLastIndex(({ at }, index) => at - (readings[index - 1]?.at ?? at) > staleMs);
  return readings.slice(Math.max(0, after));
}

/** Whether the device may be used now. A state without a good reading for `staleMs` trips nothing, whatever it was before. */
export function deviceFitness(state: DeviceHeat, policy: ThermalPolicy, now: number): DeviceFitness {
  const celsius = freshReading(state.celsius, now, policy.staleMs);
  const fanPercent = freshReading(state.fanPercent, now, policy.staleMs);
  if (celsius && state.heat.kind === "critical") {
    return unfit("device-critical", `${celsius.value} C is at or over the critical ${policy.critical} C`);
  }
  if (celsius && state.heat.kind === "tripped") {
    return unfit("device-hot", `the temperature is ${celsius.value} C${tripped(heatLimits(policy), " C")}`);
  }
  const fan = fanLimits(policy);
  if (fan && fanPercent && state.fan.kind !== "clear") {
    return unfit("fan-high", `the fan is at ${fanPercent.value} %${tripped(fan, " %")}`);
  }
  if (!celsius) return unknown("temperature", state.celsius, now);
  if (fan && !fanPercent) return unknown("fan's speed", state.fanPercent, now);
  return { kind: "fit" };
}

function tripped({ trip, clear, dwellMs }: GateLimits, unit: string): string {
  return `, which reached ${trip}${unit}: too high until it is ${clear}${unit}, and for ${dwellMs / 1000} s at least`;
}

function unfit(because: Extract<DeviceFitness, { kind: "unfit" }>["because"], message: string): DeviceFitness {
  return { kind: "unfit", because, message };
}

function unknown(what: string, last: Reading | undefined, now: number): DeviceFitness {
  const since = last ? `for ${Math.round((now - last.at) / 1000)} s` : "yet";
  return { kind: "unknown", message: `no good reading of the ${what} ${since}: it is not taken as too high` };
}

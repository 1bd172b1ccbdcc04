import type { ForwardingPolicy } from "@compute-proxy/api";
import { type Celsius, celsius } from "@compute-proxy/core";

/** When a device counts as too hot or too loud, and when no longer. */
export interface ThermalPolicy {
  /** From here on the device is hot. */
  readonly trip: Celsius;
  /** Down to here it stays hot: between the two it is what it was. */
  readonly clear: Celsius;
  /** From here on it is left at once, whatever the dwell. Never under `trip`. */
  readonly critical: Celsius;
  /** Percent of the fan's full speed, tripping as `trip` does and clearing 10 below. Undefined: the fan is not looked at. */
  readonly maxFanPercent: number | undefined;
  /** A device stays hot, and then fit, for at least this long, in ms. A die cools by 10 C in seconds, so degrees alone would flap. */
  readonly dwellMs: number;
  /** The last good reading counts for this long, in ms. Then nothing is known. */
  readonly staleMs: number;
}

/** The gap between tripping and clearing, in degrees and in percent. */
const hysteresis = 10;
const defaultTrip = 85;
const defaultCritical = 90;

/** Trip 85 C or the policy's own `max_temperature`, clear 10 under it, critical 90 C or the trip point if that is higher. */
export function thermalPolicy(limits: {
  readonly maxTemperature: Celsius | undefined;
  readonly maxFanPercent: number | undefined;
}): ThermalPolicy {
  const trip = limits.maxTemperature ?? celsius(defaultTrip);
  return {
    trip,
    clear: celsius(trip - hysteresis),
    critical: celsius(Math.max(defaultCritical, trip)),
    maxFanPercent: limits.maxFanPercent,
    dwellMs: 30_000,
    staleMs: 30_000,
  };
}

/** The limits that a stage sets, or undefined where it has no thermal check. */
export function stageThermalPolicy(policy: ForwardingPolicy | undefined): ThermalPolicy | undefined {
  if (policy?.enableThermalCheck !== true) return undefined;
  const { maxTemperature, maxFanPercent } = policy;
  return thermalPolicy({
    maxTemperature: maxTemperature === undefined ? undefined : celsius(maxTemperature),
    maxFanPercent,
  });
}

/** The limits of the temperature's gate. */
export function heatLimits({ trip, clear, critical, dwellMs }: ThermalPolicy): GateLimits {
  return { trip, clear, critical, dwellMs };
}

/** The limits of the fan's gate; undefined when it is not looked at. A fan has no critical speed. */
export function fanLimits({ maxFanPercent, dwellMs }: ThermalPolicy): GateLimits | undefined {
  if (maxFanPercent === undefined) return undefined;
  return { trip: maxFanPercent, clear: maxFanPercent - hysteresis, critical: undefined, dwellMs };
}

/** Limits of one quantity. */
export interface GateLimits {
  readonly trip: number;
  readonly clear: number;
  /** Undefined: there is none. */
  readonly critical: number | undefined;
  readonly dwellMs: number;
}

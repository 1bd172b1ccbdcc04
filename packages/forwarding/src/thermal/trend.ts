import type { Celsius } from "@compute-proxy/core";
import type { Reading } from "./reading.js";

/** When a temperature will be reached if it goes on as it does. Unknown: too little was read to tell. */
export type TimeToReach =
  | { readonly kind: "unknown" }
  /** It does not rise. */
  | { readonly kind: "never" }
  | { readonly kind: "in"; readonly ms: number };

/** Readings that a trend needs. */
const fewest = 3;
/** A slower rise, in degrees a second, is the noise of a sensor. */
const slowest = 0.01;

/** From the last of the readings, along the least squares line's slope. Zero when it is there already. */
export function timeToReach(readings: readonly Reading[], target: Celsius): TimeToReach {
  const last = readings.at(-1);
  if (!last) return { kind: "unknown" };
  if (last.value >= target) return { kind: "in", ms: 0 };
  const slope = slopePerMs(readings);
  if (slope === undefined) return { kind: "unknown" };
  return slope * 1000 < slowest ? { kind: "never" } : { kind: "in", ms: (target - last.value) / slope };
}

/** Least squares slope in degrees a millisecond; undefined for too few readings. */
export function slopePerMs(readings: readonly Reading[]): number | undefined {
  if (readings.length < fewest) return undefined;
  const meanAt = mean(readings.map(({ at }) => at));
  const meanValue = mean(readings.map(({ value }) => value));
  const spread = readings.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  if (spread === 0) return undefined;
  return readings.reduce((sum, { at, value }) => sum + (at - meanAt) * (value - meanValue), 0) / spread;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

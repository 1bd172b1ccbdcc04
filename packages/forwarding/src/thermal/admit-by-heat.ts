import { assertNever } from "@compute-proxy/core";
import type { DeviceFitness } from "./device-heat.js";
import type { TimeToReach } from "./trend.js";

/** Whether a generation may begin on a device, and why. */
export interface Admission {
  readonly admitted: boolean;
  readonly because:
    | Extract<DeviceFitness, { kind: "unfit" }>["because"]
    | "trips-too-soon"
    | "cool-enough"
    | "temperature-unknown"
    | "duration-unknown";
  readonly message: string;
}

/**
 * Refuses a device that is unfit, or is expected to trip before the generation would end: that avoids most moves in mid-stream. What
 * is not known refuses nothing. `expectedMs` is the generation's time there.
 */
export function admitByHeat(
  fitness: DeviceFitness,
  timeToTrip: TimeToReach,
  expectedMs: number | undefined,
): Admission {
  if (fitness.kind === "unfit") return { admitted: false, because: fitness.because, message: fitness.message };
  if (fitness.kind === "unknown") return { admitted: true, because: "temperature-unknown", message: fitness.message };
  switch (timeToTrip.kind) {
    case "unknown":
      return { admitted: true, because: "temperature-unknown", message: "too few readings to see a trend" };
    case "never":
      return { admitted: true, because: "cool-enough", message: "the temperature does not rise" };
    case "in":
      return beforeTrip(timeToTrip.ms, expectedMs);
    default:
      return assertNever(timeToTrip);
  }
}

function beforeTrip(tripMs: number, expectedMs: number | undefined): Admission {
  if (expectedMs === undefined) {
    return { admitted: true, because: "duration-unknown", message: "no rate of the model there was measured yet" };
  }
  const message = `about ${seconds(expectedMs)} of work, and about ${seconds(tripMs)} until the device is too hot`;
  return expectedMs > tripMs
    ? { admitted: false, because: "trips-too-soon", message }
    : { admitted: true, because: "cool-enough", message };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

import type { Annotations } from "@compute-proxy/api";
import { hardwareKind, hardwareKinds, priorities, type RegisteredBackend } from "@compute-proxy/backend";
import { didYouMean, printable, type Violation } from "@compute-proxy/core";
import { labelViolations } from "./label-violations.js";
import { requestLimits } from "./request-limits.js";

/** What is wrong with a request's wishes. */
export function annotationViolations(
  annotations: Annotations | undefined,
  backends: readonly RegisteredBackend[],
): readonly Violation[] {
  if (!annotations) return [];
  return [
    ...targetViolations(annotations.target, backends),
    ...limitViolations(annotations),
    ...priorityViolations(annotations.priority),
    ...labelViolations("annotations.custom", annotations.custom, requestLimits.labels),
  ];
}

function targetViolations(target: string, backends: readonly RegisteredBackend[]): readonly Violation[] {
  const ids = backends.map(({ id }) => id);
  if (target === "" || ids.includes(target) || hardwareKind(target) !== undefined) return [];
  const description = `"${printable(target)}" is neither a backend nor a kind of hardware${didYouMean(target, [...ids, ...hardwareKinds])}`;
  return [{ field: "annotations.target", description }];
}

function priorityViolations(priority: string): readonly Violation[] {
  if (priority === "" || priorities.some((known) => known === priority)) return [];
  const description = `"${printable(priority)}" is no priority${didYouMean(priority, priorities)}: ${priorities.join(" or ")}`;
  return [{ field: "annotations.priority", description }];
}

function limitViolations({ maxPowerWatts, maxLatencyMs }: Annotations): readonly Violation[] {
  const { watts, milliseconds } = requestLimits;
  const violations: Violation[] = [];
  if (maxPowerWatts !== undefined && !(maxPowerWatts > 0 && maxPowerWatts <= watts)) {
    const description = `must be a number of watts above 0, at most ${watts}`;
    violations.push({ field: "annotations.max_power_watts", description });
  }
  if (maxLatencyMs !== undefined && !(maxLatencyMs >= 1 && maxLatencyMs <= milliseconds)) {
    violations.push({ field: "annotations.max_latency_ms", description: `must be 1 to ${milliseconds} ms` });
  }
  return violations;
}

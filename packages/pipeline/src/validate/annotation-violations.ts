import type { Annotations } from "@compute-proxy/api";
import { hardwareKind, hardwareKinds, type RegisteredBackend } from "@compute-proxy/backend";
import { didYouMean, printable, type Violation } from "@compute-proxy/core";

const mostLabels = 32;
const longestLabel = 256;

/** What is wrong with a request's wishes. */
export function annotationViolations(
  annotations: Annotations | undefined,
  backends: readonly RegisteredBackend[],
): readonly Violation[] {
  if (!annotations) return [];
  return [
    ...targetViolations(annotations.target, backends),
    ...limitViolations(annotations),
    ...labelViolations(annotations.custom),
  ];
}

function targetViolations(target: string, backends: readonly RegisteredBackend[]): readonly Violation[] {
  const ids = backends.map(({ id }) => id);
  if (target === "" || ids.includes(target) || hardwareKind(target) !== undefined) return [];
  const description = `"${printable(target)}" is neither a backend nor a kind of hardware${didYouMean(target, [...ids, ...hardwareKinds])}`;
  return [{ field: "annotations.target", description }];
}

function limitViolations({ maxPowerWatts, maxLatencyMs }: Annotations): readonly Violation[] {
  const violations: Violation[] = [];
  if (maxPowerWatts !== undefined && !(Number.isFinite(maxPowerWatts) && maxPowerWatts > 0)) {
    violations.push({ field: "annotations.max_power_watts", description: "must be a finite number of watts above 0" });
  }
  if (maxLatencyMs === 0) violations.push({ field: "annotations.max_latency_ms", description: "must be at least 1" });
  return violations;
}

function labelViolations(labels: Readonly<Record<string, string>>): readonly Violation[] {
  const entries = Object.entries(labels);
  const field = "annotations.custom";
  if (entries.length > mostLabels)
    return [{ field, description: `${entries.length} labels; at most ${mostLabels} are allowed` }];
  return entries.flatMap(([key, value]) => {
    if (key.trim() === "" || key.length > longestLabel || value.length > longestLabel) {
      return [
        {
          field: `${field}["${printable(key, 64)}"]`,
          description: `name and value must have 1 to ${longestLabel} characters`,
        },
      ];
    }
    if (/\p{C}/u.test(key) || /\p{C}/u.test(value)) {
      return [{ field: `${field}["${printable(key, 64)}"]`, description: "must not hold control characters" }];
    }
    return [];
  });
}

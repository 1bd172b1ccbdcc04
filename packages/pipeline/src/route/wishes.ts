import type { Annotations } from "@compute-proxy/api";
import { type HardwareKind, hardwareKind, type RegisteredBackend } from "@compute-proxy/backend";

/** A rule of the request that leaves backends out. */
export type WishRule = "not-the-target" | "over-power-limit" | "over-latency-limit";

/** The rule that leaves a backend out, with the figures behind it; undefined when none does. A figure that the configuration lacks breaks the limit. */
export function brokenWish(
  backend: RegisteredBackend,
  wishes: Annotations | undefined,
): { readonly rule: WishRule; readonly message: string } | undefined {
  if (!wishes) return undefined;
  const { target, maxPowerWatts, maxLatencyMs } = wishes;
  const watts = backend.definition.characteristics?.powerWatts;
  const latency = backend.definition.characteristics?.avgLatencyMs;
  if (target !== "" && !isTarget(backend, target)) {
    return { rule: "not-the-target", message: `annotations.target is "${target}"` };
  }
  if (maxPowerWatts !== undefined && !(watts !== undefined && watts <= maxPowerWatts)) {
    return {
      rule: "over-power-limit",
      message: `${figure(watts, "W")}, annotations.max_power_watts is ${maxPowerWatts} W`,
    };
  }
  if (maxLatencyMs !== undefined && !(latency !== undefined && latency <= maxLatencyMs)) {
    return {
      rule: "over-latency-limit",
      message: `${figure(latency, "ms")}, annotations.max_latency_ms is ${maxLatencyMs} ms`,
    };
  }
  return undefined;
}

function isTarget(backend: RegisteredBackend, target: string): boolean {
  const hardware: HardwareKind | undefined = hardwareKind(target);
  return backend.id === target || (hardware !== undefined && backend.definition.hardware === hardware);
}

function figure(value: number | undefined, unit: string): string {
  return value === undefined ? `no ${unit} configured` : `${value} ${unit} configured`;
}

import type { Backend } from "@compute-proxy/api";
import type { Finding } from "../check/finding.js";

/** What a simulated device has where the configuration says nothing else, in degrees Celsius. */
const defaults = { idle: 45, load: 93 };

/** Whether only simulated devices have simulated heat, and whether work warms them. */
export function checkSimulatedHeat(backends: readonly Backend[]): readonly Finding[] {
  return backends.flatMap((backend, index) => {
    const message = problemOf(backend);
    return message === undefined ? [] : [{ path: ["backends", index, "simulated_heat"], message }];
  });
}

function problemOf({ type, simulatedHeat: heat }: Backend): string | undefined {
  if (!heat) return undefined;
  if (type !== "simulated") return `simulated_heat works on type simulated only, not on ${type}`;
  const { idleCelsius: idle = defaults.idle, loadCelsius: load = defaults.load } = heat;
  if (idle < load) return undefined;
  return `a device must be warmer at work than at rest, but load_celsius is ${said(heat.loadCelsius, load)} and idle_celsius is ${said(heat.idleCelsius, idle)}`;
}

function said(written: number | undefined, value: number): string {
  return written === undefined ? `${value} by default` : String(value);
}

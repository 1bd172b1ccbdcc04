import type { Celsius } from "@compute-proxy/core";
import type { ThermalSource } from "./thermal-source.js";

/** A backend whose adapter models the heat of its device. */
export interface SimulatedThermometer {
  readonly backend: string;
  /** The temperature now. */
  readonly temperature: () => Celsius;
}

/** Reads the simulated devices. They have no fan. */
export function simulatedSource(thermometers: readonly SimulatedThermometer[]): ThermalSource {
  return {
    name: "simulated",
    devices: thermometers.map(({ backend }) => backend),
    read: async (now) =>
      thermometers.map(({ backend, temperature }) => ({
        at: now,
        device: backend,
        celsius: temperature(),
        fanPercent: undefined,
      })),
  };
}

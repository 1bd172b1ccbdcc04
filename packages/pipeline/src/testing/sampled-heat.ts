import { celsius, type Clock } from "@compute-proxy/core";
import {
  deviceFitness,
  type DeviceHeat,
  type HeatBook,
  nextHeat,
  type ThermalPolicy,
  unknownHeat,
} from "@compute-proxy/forwarding";

/** Devices whose sensors say what a test says. */
export interface SampledHeat extends HeatBook {
  /** A reading of a backend's device, now. */
  sample(backend: string, reading: { readonly celsius?: number; readonly fanPercent?: number }): void;
  /** How many wait for samples. */
  readonly listeners: number;
}

interface Device {
  readonly policy: ThermalPolicy;
  heat: DeviceHeat;
  readonly listeners: Set<() => void>;
}

/** Nothing was read yet. Each backend has a device of its own. */
export function sampledHeat(clock: Pick<Clock, "now">): SampledHeat {
  const devices = new Map<string, Device>();
  const past = new Map<
    string,
    Array<{ readonly at: number; readonly celsius?: number; readonly fanPercent?: number }>
  >();
  const fold = (
    device: Device,
    backend: string,
    reading: { at: number; celsius?: number; fanPercent?: number },
  ): void => {
    const { at, fanPercent } = reading;
    const temperature = reading.celsius === undefined ? undefined : celsius(reading.celsius);
    device.heat = nextHeat(device.heat, { at, device: backend, celsius: temperature, fanPercent }, device.policy);
  };
  const deviceOf = (backend: string, policy: ThermalPolicy): Device => {
    const known = devices.get(backend);
    if (known) return known;
    const device = { policy, heat: unknownHeat, listeners: new Set<() => void>() };
    devices.set(backend, device);
    for (const reading of past.get(backend) ?? []) fold(device, backend, reading);
    return device;
  };
  return {
    of(backend, policy) {
      const device = deviceOf(backend.id, policy);
      return {
        state: () => device.heat,
        fitness: (now) => deviceFitness(device.heat, policy, now),
        onSample(listener) {
          device.listeners.add(listener);
          return () => device.listeners.delete(listener);
        },
      };
    },
    sample(backend, reading) {
      const sampled = { at: clock.now(), ...reading };
      past.set(backend, [...(past.get(backend) ?? []), sampled]);
      const device = devices.get(backend);
      if (!device) return;
      fold(device, backend, sampled);
      for (const listener of device.listeners) listener();
    },
    get listeners() {
      return [...devices.values()].reduce((sum, { listeners }) => sum + listeners.size, 0);
    },
  };
}

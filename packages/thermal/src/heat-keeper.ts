import { type Backend, HeatStatus } from "@compute-proxy/api";
import {
  deviceFitness,
  type DeviceHeat,
  type DeviceSample,
  freshReading,
  type HeatBook,
  type HeatWatch,
  thermalPolicy,
  type ThermalPolicy,
  unknownHeat,
} from "@compute-proxy/forwarding";
import { createDeviceMemory, type DeviceMemory } from "./device-memory.js";
import { deviceOf } from "./device-of.js";
import type { ThermalSource } from "./thermal-source.js";

/** The book of all devices, and the way to write into it. */
export interface HeatKeeper extends HeatBook {
  /** Takes a sample in. One of a device that its source does not name is dropped. */
  take(source: ThermalSource, sample: DeviceSample): void;
  /** Whether anything reads the backend's device. */
  reads(backend: Backend): boolean;
  /** The last good readings, none older than 30 s, and the age of the newest. Undefined: nothing was ever read. */
  status(backend: Backend, now: number): HeatStatus | undefined;
}

/** Makes one. Where two sources tell of a backend the first one counts; in a source, its id counts before its hardware. */
export function createHeatKeeper(sources: readonly ThermalSource[]): HeatKeeper {
  const memories = new Map(
    sources.map((source) => [source, new Map(source.devices.map((name) => [name, createDeviceMemory()]))]),
  );
  const memoryOf = (backend: Backend): { memory: DeviceMemory; name: string } | undefined => {
    const found = deviceOf(backend, sources);
    const memory = found && memories.get(found.source)?.get(found.device);
    return memory && { memory, name: found.source.name };
  };
  return {
    of: (backend, policy) => memoryOf(backend)?.memory.under(policy) ?? nothingKnown(policy),
    take: (source, sample) => memories.get(source)?.get(sample.device)?.take(sample),
    reads: (backend) => memoryOf(backend) !== undefined,
    status(backend, now) {
      const found = memoryOf(backend);
      return found && statusOf(found.memory.readings(), found.name, now);
    },
  };
}

function nothingKnown(policy: ThermalPolicy): HeatWatch {
  return {
    state: () => unknownHeat,
    fitness: (now) => deviceFitness(unknownHeat, policy, now),
    onSample: () => () => undefined,
  };
}

const { staleMs } = thermalPolicy({ maxTemperature: undefined, maxFanPercent: undefined });

function statusOf({ celsius, fanPercent }: DeviceHeat, source: string, now: number): HeatStatus | undefined {
  const readAt = Math.max(celsius?.at ?? -Infinity, fanPercent?.at ?? -Infinity);
  if (readAt === -Infinity) return undefined;
  return HeatStatus.fromPartial({
    celsius: freshReading(celsius, now, staleMs)?.value,
    fanPercent: freshReading(fanPercent, now, staleMs)?.value,
    source,
    readMsAgo: Math.max(0, now - readAt),
  });
}

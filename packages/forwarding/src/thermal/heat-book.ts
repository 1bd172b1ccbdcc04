import type { Backend } from "@compute-proxy/api";
import type { DeviceFitness, DeviceHeat } from "./device-heat.js";
import type { ThermalPolicy } from "./thermal-policy.js";

/** What is known of the heat of the backends' devices. Kept by whoever reads the sensors, for the life of the process. */
export interface HeatBook {
  /** A backend's device under a policy. The first call for the two begins their memory; equal policies share one. */
  of(backend: Backend, policy: ThermalPolicy): HeatWatch;
}

/** One device under one policy. */
export interface HeatWatch {
  /** What the samples so far came to. */
  state(): DeviceHeat;
  /** Whether the device may be used at `now`, by the clock of the samples. Unknown where nothing reads it. */
  fitness(now: number): DeviceFitness;
  /** Calls `listener` after each sample of the device. The caller removes it with the returned function. */
  onSample(listener: () => void): () => void;
}

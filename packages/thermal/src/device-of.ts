import type { Backend } from "@compute-proxy/api";
import { hardwareKind } from "@compute-proxy/backend";
import type { ThermalSource } from "./thermal-source.js";

/** The source that tells of a backend, and by which name. */
export interface SourcedDevice {
  readonly source: ThermalSource;
  /** As the source writes it. */
  readonly device: string;
}

/** The first source that names the backend's id, or else the hardware that it stands on. Undefined: nothing reads its device. */
export function deviceOf(backend: Backend, sources: readonly ThermalSource[]): SourcedDevice | undefined {
  const hardware = hardwareKind(backend.hardware);
  for (const source of sources) {
    const device =
      source.devices.find((name) => name === backend.id) ??
      source.devices.find((name) => hardware !== undefined && hardwareKind(name) === hardware);
    if (device !== undefined) return { source, device };
  }
  return undefined;
}

import type { RegisteredBackend } from "@compute-proxy/backend";
import { printable } from "@compute-proxy/core";
import type { DeviceSample } from "@compute-proxy/forwarding";
import type { ThermalSource } from "@compute-proxy/thermal";
import type { Logger } from "pino";
import type { HeatedStage } from "./stage-policies.js";

/** What an operator is told of sensors, each thing once. */
export interface HeatLog {
  /** Thermal checks that cannot work, because nothing reads the devices. */
  unread(stages: readonly HeatedStage[], backends: readonly RegisteredBackend[]): void;
  /** A sample without a temperature. */
  missing(source: ThermalSource, sample: DeviceSample): void;
  /** A source that could not be read. */
  trouble(source: ThermalSource, error: unknown): void;
}

/** Writes into a log. */
export function heatLog(log: Logger): HeatLog {
  const told = new Set<string>();
  return {
    unread(stages, backends) {
      const types = new Set(stages.map(({ stage }) => stage.type));
      const ids = backends
        .filter(({ definition }) => definition.enabled !== false)
        .filter(({ capabilities }) => capabilities.some((type) => types.has(type)))
        .map(({ id }) => id);
      if (ids.length > 0) log.warn({ backend: ids.join(", ") }, "no sensor: thermal checks leave these backends alone");
    },
    missing({ name }, { device }) {
      if (told.has(device)) return;
      told.add(device);
      log.warn({ device: printable(device), kind: name }, "no temperature: the last one counts for 30 s, then none");
    },
    trouble: ({ name }, error) => log.warn({ err: error, kind: name }, "temperatures cannot be read"),
  };
}

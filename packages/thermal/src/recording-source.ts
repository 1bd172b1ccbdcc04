import type { ThermalRecording } from "@compute-proxy/forwarding";
import type { ThermalSource } from "./thermal-source.js";

/** Plays a recording by the clock: what it has at `t_ms` is said `t_ms` after `start`. After its last sample it says nothing. */
export function recordingSource({ samples }: ThermalRecording, start: number): ThermalSource {
  const devices = [...new Set(samples.map(({ device }) => device))];
  let said = 0;
  return {
    name: "recording",
    devices,
    async read(now) {
      const from = said;
      while (said < samples.length && start + (samples[said]?.at ?? 0) <= now) said += 1;
      return samples.slice(from, said).map((sample) => ({ ...sample, at: start + sample.at }));
    },
  };
}

import type { DeviceSample } from "@compute-proxy/forwarding";

/** Where temperatures and fan speeds come from. */
export interface ThermalSource {
  /** What kind of reading it gives, as it is told to people. */
  readonly name: "simulated" | "recording";
  /** Ids of backends and kinds of hardware that it tells of. */
  readonly devices: readonly string[];
  /**
   * What its sensors have said since the read before, oldest first. `now` is the time of the read and, unless it knows better, of its
   * samples. It may fail or hang: `signal` aborts when nobody waits for it any more.
   */
  read(now: number, signal: AbortSignal): Promise<readonly DeviceSample[]>;
}

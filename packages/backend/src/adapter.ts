import type { Celsius } from "@compute-proxy/core";
import type { BackendPort } from "./port.js";

/** What an adapter package offers to the composition root. */
export interface Adapter {
  readonly port: BackendPort;
  /** Stage types that the adapter implements, whatever models are there. May change where another machine tells them. */
  readonly capabilities: readonly string[];
  /** Whether everything it produces is simulated, as far as is known by now. */
  readonly simulated: boolean;
  /** Whether the engine is known to stand for a device that it does not run on. Absent: only the configuration says. */
  readonly emulated?: boolean;
  /** Calls at the same time that suit the engine. Absent: `defaultLimits`. */
  readonly maxConcurrent?: number;
  /** What the thermometer of its device says now. Absent: it has none of its own. */
  readonly temperature?: (() => Celsius) | undefined;
  /** Frees sockets and timers. */
  close(): Promise<void>;
}

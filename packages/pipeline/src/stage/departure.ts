import type { LeavingReason } from "@compute-proxy/forwarding";
import type { Target } from "./failover/find-target.js";

/** Why and for where an attempt leaves a backend that works. */
export interface Departure {
  readonly because: LeavingReason;
  /** For people. */
  readonly message: string;
  /** Undefined: to the next rung, where the answer begins. */
  readonly target: Target | undefined;
}

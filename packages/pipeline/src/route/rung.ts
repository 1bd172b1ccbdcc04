import type { Exclusion } from "@compute-proxy/api";
import type { RegisteredBackend } from "@compute-proxy/backend";

/** Why a rung stands where it stands. */
export type RungReason =
  | "preferred-backend"
  | "preferred-hardware"
  | "escalation-path"
  | "prior"
  | "target"
  | "lowest-latency"
  | "lowest-power"
  | "default-backend"
  | "priority";

/** One place where a stage may run: a backend and a model. */
export interface Rung {
  readonly backend: RegisteredBackend;
  /** The engine's name. */
  readonly engineModel: string;
  /** The pipeline's name; empty when it named none. */
  readonly requestedModel: string;
  readonly reason: RungReason;
}

/** Where a stage may run, in order, and what was left out. */
export interface Route {
  readonly rungs: readonly Rung[];
  readonly excluded: readonly Exclusion[];
  /** Whether no backend stands, so that all are tried all the same. */
  readonly lastResort: boolean;
  /** Whether an unsure answer may be handed to the next rung: the stage has an escalation path. */
  readonly mayEscalate: boolean;
  /** Attempts allowed in all. */
  readonly maxAttempts: number;
}

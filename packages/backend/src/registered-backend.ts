import type { Backend } from "@compute-proxy/api";
import type { Clock } from "@compute-proxy/core";
import type { Adapter } from "./adapter.js";
import { type BackendState, unknownState } from "./backend-state.js";
import type { Circuit, CircuitPolicy } from "./circuit/circuit.js";
import { type Circuits, createCircuits } from "./circuit/circuits.js";
import { createLane, type Lane, type LaneLimits } from "./lane/lane.js";

/** A configured backend together with its adapter, what is known of it, and the way to it. */
export interface RegisteredBackend extends Adapter {
  readonly id: string;
  /** The configuration's entry, `emulated` also where only the engine's machine says so. */
  readonly definition: Backend;
  readonly state: BackendState;
  readonly lane: Lane;
  readonly circuits: Circuits;
}

/** What a registry is told about each backend. */
export interface RegistryEntry {
  readonly definition: Backend;
  readonly adapter: Adapter;
}

/** What all backends of a registry share. */
export interface SharedParts {
  readonly clock: Clock;
  readonly circuitPolicy: CircuitPolicy;
  readonly onCircuit?: ((backend: string, model: string, circuit: Circuit, before: Circuit) => void) | undefined;
}

/** Used where neither the configuration nor the adapter says anything else. */
export const defaultLimits: LaneLimits = { maxConcurrent: 4, maxQueued: 64 };

/** Asks the adapter each time: what a remote one knows of itself comes with its answers. */
export function registerBackend(
  { definition, adapter }: RegistryEntry,
  { clock, circuitPolicy, onCircuit }: SharedParts,
) {
  const { id, limits } = definition;
  const emulated: Backend = { ...definition, emulated: true };
  return {
    id,
    port: adapter.port,
    temperature: adapter.temperature,
    lane: createLane(
      id,
      {
        maxConcurrent: limits?.maxConcurrent ?? adapter.maxConcurrent ?? defaultLimits.maxConcurrent,
        maxQueued: limits?.maxQueued ?? defaultLimits.maxQueued,
      },
      clock,
    ),
    circuits: createCircuits({
      policy: circuitPolicy,
      clock,
      onChange: onCircuit && ((model, circuit, before) => onCircuit(id, model, circuit, before)),
    }),
    close: () => adapter.close(),
    state: unknownState,
    get definition() {
      return adapter.emulated === true ? emulated : definition;
    },
    get capabilities() {
      return adapter.capabilities;
    },
    get simulated() {
      return adapter.simulated;
    },
  };
}

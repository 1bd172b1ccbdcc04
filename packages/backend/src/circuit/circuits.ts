import type { Clock, ErrorCode } from "@compute-proxy/core";
import { type Circuit, type CircuitEvent, type CircuitPolicy, closedCircuit, nextCircuit } from "./circuit.js";

/** The circuits of one backend, one a model. */
export interface Circuits {
  /** By the engine's name for the model. */
  of(model: string): Circuit;
  /** Takes note of what a call tells. */
  tell(model: string, event: CallEvent): void;
  /** Those that have failures to remember. */
  list(): ReadonlyArray<readonly [model: string, circuit: Circuit]>;
}

/** What a call tells, without its time. */
export type CallEvent =
  | { readonly kind: "began" | "succeeded" | "abandoned" }
  | { readonly kind: "failed"; readonly because: ErrorCode };

/** What circuits are made of. */
export interface CircuitsParts {
  readonly policy: CircuitPolicy;
  readonly clock: Clock;
  /** Called when one opens, half opens or closes. */
  readonly onChange?: ((model: string, circuit: Circuit, before: Circuit) => void) | undefined;
}

/** Models remembered at most: their names come from requests. */
const mostModels = 64;

/** Makes those of a backend about which nothing is known. */
export function createCircuits({ policy, clock, onChange }: CircuitsParts): Circuits {
  const circuits = new Map<string, Circuit>();

  const remember = (model: string, circuit: Circuit): void => {
    circuits.delete(model);
    if (circuit === closedCircuit) return;
    const [oldest] = circuits.keys();
    if (circuits.size >= mostModels && oldest !== undefined) circuits.delete(oldest);
    circuits.set(model, circuit);
  };

  return {
    of: (model) => circuits.get(model) ?? closedCircuit,
    tell(model, event) {
      const before = circuits.get(model) ?? closedCircuit;
      const timed: CircuitEvent =
        event.kind === "failed" ? { ...event, at: clock.now() } : { kind: event.kind, at: clock.now() };
      const after = nextCircuit(before, timed, policy);
      if (after === before) return;
      remember(model, after);
      if (after.kind !== before.kind) onChange?.(model, after, before);
    },
    list: () => [...circuits],
  };
}

import { assertNever, type ErrorCode } from "@compute-proxy/core";

/** When a circuit opens, and for how long. */
export interface CircuitPolicy {
  /** Failures in a row until it opens. */
  readonly failures: number;
  /** How long it stays open the first time, in ms; each opening in a row adds as much again. */
  readonly openMs: number;
}

/**
 * Whether calls of one model go to one backend. Closed: they do. Open: they go elsewhere until `until`. Half-open: one call is
 * trying whether it works again, the others still go elsewhere.
 */
export type Circuit =
  | { readonly kind: "closed"; readonly failures: number; readonly because: ErrorCode | undefined }
  | OpenCircuit
  | (Omit<OpenCircuit, "kind" | "until"> & { readonly kind: "half-open" });

interface OpenCircuit {
  readonly kind: "open";
  readonly failures: number;
  readonly because: ErrorCode;
  /** When a call may try again, by the clock that the events are timed with. */
  readonly until: number;
  /** Openings without a success between them. */
  readonly openings: number;
}

/** What a call tells. Abandoned: it ended without saying anything of the engine, as when its client left. */
export type CircuitEvent =
  | { readonly kind: "began"; readonly at: number }
  | { readonly kind: "succeeded" }
  | { readonly kind: "failed"; readonly because: ErrorCode; readonly at: number }
  | { readonly kind: "abandoned"; readonly at: number };

/** Nothing is known against the backend. */
export const closedCircuit: Circuit = { kind: "closed", failures: 0, because: undefined };

/** Longest time that a circuit stays open, in ms. Like Envoy's outlier detection: base time by openings in a row, up to this. */
const longestOpenMs = 300_000;

/** Whether a call may go there now. */
export function letsThrough(circuit: Circuit, now: number): boolean {
  return circuit.kind === "closed" || (circuit.kind === "open" && now >= circuit.until);
}

/** The next state. A call that went through an open circuit because there was nowhere else counts too: its success closes it. */
export function nextCircuit(circuit: Circuit, event: CircuitEvent, policy: CircuitPolicy): Circuit {
  switch (event.kind) {
    case "began": {
      if (circuit.kind !== "open" || event.at < circuit.until) return circuit;
      const { failures, because, openings } = circuit;
      return { kind: "half-open", failures, because, openings };
    }
    case "succeeded":
      return closedCircuit;
    case "failed":
      return afterFailure(circuit, event.because, event.at, policy);
    case "abandoned":
      return circuit.kind === "half-open" ? { ...circuit, kind: "open", until: event.at } : circuit;
    default:
      return assertNever(event);
  }
}

function afterFailure(circuit: Circuit, because: ErrorCode, at: number, policy: CircuitPolicy): Circuit {
  const failures = circuit.failures + 1;
  if (circuit.kind === "open") return { ...circuit, failures, because };
  if (circuit.kind === "closed" && failures < policy.failures) return { kind: "closed", failures, because };
  const openings = circuit.kind === "half-open" ? circuit.openings + 1 : 1;
  const until = at + Math.min(longestOpenMs, policy.openMs * openings);
  return { kind: "open", failures, because, until, openings };
}

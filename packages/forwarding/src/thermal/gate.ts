import type { GateLimits } from "./thermal-policy.js";

/** Whether a quantity is over its limit, with memory. */
export interface Gate {
  readonly kind: "clear" | "tripped" | "critical";
  /** When it last left `clear`, or came back to it, in ms; undefined when it never has. */
  readonly since: number | undefined;
}

/** Nothing was ever over its limit. */
export const clearGate: Gate = { kind: "clear", since: undefined };

/**
 * The gate after a reading. It trips at `trip` and clears at `clear`, each not before the dwell since the change before; `critical`
 * does not wait.
 */
export function nextGate(gate: Gate, value: number, at: number, limits: GateLimits): Gate {
  const { trip, clear, critical, dwellMs } = limits;
  const dwelt = gate.since === undefined || at - gate.since >= dwellMs;
  if (critical !== undefined && value >= critical) return over(gate, "critical", at);
  if (gate.kind === "clear") return value >= trip && dwelt ? over(gate, "tripped", at) : gate;
  return value <= clear && dwelt ? { kind: "clear", since: at } : over(gate, "tripped", at);
}

function over(gate: Gate, kind: "tripped" | "critical", at: number): Gate {
  return { kind, since: gate.kind === "clear" ? at : gate.since };
}

import type { Rung } from "../route/rung.js";

/** Whether the last calls there failed: one more would likely be one more failure. */
export function isSuspect({ backend, engineModel }: Rung): boolean {
  return backend.state.kind === "unreachable" || backend.circuits.of(engineModel).failures > 0;
}

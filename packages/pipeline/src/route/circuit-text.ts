import type { Circuit } from "@compute-proxy/backend";
import { printable } from "@compute-proxy/core";

/** A circuit that calls do not go through, for people. */
export function circuitText(model: string, { kind, failures, because }: Circuit): string {
  const state = kind === "half-open" ? "one call is trying it again" : `its circuit is ${kind}`;
  return `${state} for model "${printable(model)}" after ${failures} failures in a row, the last of them ${because ?? "unknown"}`;
}

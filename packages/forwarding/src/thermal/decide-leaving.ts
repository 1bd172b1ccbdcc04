import { assertNever } from "@compute-proxy/core";
import type { TimeToReach } from "./trend.js";
import type { Trigger } from "../failover/triggers.js";

/** What is known when a generation runs on a device that should be left. */
export interface LeavingSituation {
  readonly trigger: Extract<Trigger, `device-${string}` | "fan-high">;
  /** Whether there is a backend to go to. */
  readonly hasTarget: boolean;
  /** What the rest of the answer would take here, in ms; undefined when it is not known. */
  readonly remainingMs: number | undefined;
  readonly timeToCritical: TimeToReach;
}

/** What to do with it, and why. */
export type LeavingDecision =
  /** The answer ends here; nothing new begins here. */
  | { readonly kind: "drain"; readonly because: "rest-is-short" | "does-not-rise" | "no-target" }
  /** The target reads the prompt first, while this one still writes; then the cut, where `mayCut` allows it. */
  | { readonly kind: "pre-warm-and-cut"; readonly because: "rest-is-long" | "rest-unknown" }
  /** At the next token. */
  | { readonly kind: "cut-now"; readonly because: "critical" };

/** Drains when the rest is done before the device is critical, else goes: in order while there is time, at once when there is none. */
export function decideLeaving(situation: LeavingSituation): LeavingDecision {
  const { trigger, hasTarget, remainingMs, timeToCritical } = situation;
  if (!hasTarget) return { kind: "drain", because: "no-target" };
  if (trigger === "device-critical") return { kind: "cut-now", because: "critical" };
  switch (timeToCritical.kind) {
    case "never":
      return { kind: "drain", because: "does-not-rise" };
    case "unknown":
      return { kind: "pre-warm-and-cut", because: "rest-unknown" };
    case "in":
      if (remainingMs === undefined) return { kind: "pre-warm-and-cut", because: "rest-unknown" };
      return remainingMs < timeToCritical.ms
        ? { kind: "drain", because: "rest-is-short" }
        : { kind: "pre-warm-and-cut", because: "rest-is-long" };
    default:
      return assertNever(timeToCritical);
  }
}

/** How long a cut waits for the end of a sentence, in ms, once the target is warm. */
const patienceMs = 2000;

/** Whether to cut behind the delivered text: at a sentence's end, or anywhere after two seconds of waiting for one. */
export function mayCut(delivered: string, waitedMs: number): boolean {
  return waitedMs >= patienceMs || /(?:[.!?]["')\]]?\s*|[。！？]|\n)$/u.test(delivered);
}

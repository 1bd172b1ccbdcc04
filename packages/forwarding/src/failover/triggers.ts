import type { ErrorCode, ProxyError } from "@compute-proxy/core";

/** What follows from a trigger. */
export interface TriggerRule {
  /** Whether the source goes on answering, so that it may be left to finish. */
  readonly sourceMayFinish: boolean;
  /** Whether it speaks against the source, so that its circuit counts it. A device that is hot has not failed. */
  readonly blamesSource: boolean;
  /** Which part of an answer it can interrupt. */
  readonly applies: "before-first-token" | "after-first-token" | "always";
}

/** Everything that makes a running generation leave its backend. The names are the reason codes. */
export const triggers = {
  "device-hot": { sourceMayFinish: true, blamesSource: false, applies: "always" },
  "device-critical": { sourceMayFinish: false, blamesSource: false, applies: "always" },
  "fan-high": { sourceMayFinish: true, blamesSource: false, applies: "always" },
  /** The engine said that it cannot go on, or said something unreadable. */
  "engine-error": { sourceMayFinish: false, blamesSource: true, applies: "always" },
  /** The engine is gone: its connection ended without a last word, or there is none to be had. */
  "engine-died": { sourceMayFinish: false, blamesSource: true, applies: "always" },
  stalled: { sourceMayFinish: false, blamesSource: true, applies: "after-first-token" },
  "rate-low": { sourceMayFinish: true, blamesSource: false, applies: "after-first-token" },
  "first-token-late": { sourceMayFinish: true, blamesSource: false, applies: "before-first-token" },
} as const satisfies Record<string, TriggerRule>;

/** One of the closed set. */
export type Trigger = keyof typeof triggers;

const deaths: ReadonlySet<ErrorCode> = new Set([
  "engine-refused",
  "engine-unresolved",
  "engine-connect-timeout",
  "engine-reset",
  "no-final-record",
]);

/** The trigger that an error is; undefined where another backend could not do better, which a cancellation is too. */
export function triggerOf({ code, canFailOver }: ProxyError): Trigger | undefined {
  if (!canFailOver) return undefined;
  if (code === "engine-stalled") return "stalled";
  if (code === "engine-timeout") return "first-token-late";
  if (code === "engine-slow") return "rate-low";
  return deaths.has(code) ? "engine-died" : "engine-error";
}

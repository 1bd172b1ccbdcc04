import { defaultRateWindow, rateDeadline, type RateWindow, type TokenArrival } from "./token-rate.js";
import type { Trigger } from "./triggers.js";

/** Limits of one attempt. An undefined limit is not there. */
export interface ClockLimits {
  /** From dispatch to the first token, in ms. */
  readonly ttftMs: number | undefined;
  /** Between two tokens, in ms. The time before the first one belongs to `ttftMs` alone. */
  readonly stallMs: number | undefined;
  /** From dispatch to the end, in ms. */
  readonly totalMs: number | undefined;
  /** Zero is no limit. */
  readonly minTokensPerS: number | undefined;
  /** How the rate is measured. Default: five seconds, after two of grace. */
  readonly rateWindow?: RateWindow;
}

/** What has come of an attempt, all times by one monotonic clock in ms. */
export interface AttemptProgress {
  /** When the engine was asked. Time in a queue is before it and counts for nothing here. */
  readonly dispatchedAt: number;
  readonly firstTokenAt: number | undefined;
  readonly lastTokenAt: number | undefined;
  /** As `noteTokens` keeps them. */
  readonly arrivals: readonly TokenArrival[];
}

/** The four clocks, by the limit that each watches. */
export type ClockName = "ttft" | "stall" | "total" | "min-rate";

/** A moment at which an attempt has taken too long. */
export interface ClockDeadline {
  readonly clock: ClockName;
  readonly at: number;
  /** What it sets off. Undefined for the total: then no time is left for another backend either. */
  readonly trigger: Trigger | undefined;
}

/** Which clock has run out, and when to look again. */
export interface ClockReading {
  /** The one that ran out first. */
  readonly passed: ClockDeadline | undefined;
  /** The next one that will run out if nothing comes until then. Undefined: no clock is running. */
  readonly next: ClockDeadline | undefined;
}

/** Reads the four clocks. A deadline has passed at its own moment. Where two pass together the first of the list above counts. */
export function readClocks(progress: AttemptProgress, limits: ClockLimits, now: number): ClockReading {
  const deadlines = [...running(progress, limits)].toSorted((a, b) => a.at - b.at);
  return { passed: deadlines.find(({ at }) => at <= now), next: deadlines.find(({ at }) => at > now) };
}

function* running(progress: AttemptProgress, limits: ClockLimits): Iterable<ClockDeadline> {
  const { dispatchedAt, firstTokenAt, lastTokenAt, arrivals } = progress;
  const { ttftMs, stallMs, totalMs, minTokensPerS, rateWindow = defaultRateWindow } = limits;
  if (ttftMs !== undefined && firstTokenAt === undefined) {
    yield { clock: "ttft", at: dispatchedAt + ttftMs, trigger: "first-token-late" };
  }
  if (stallMs !== undefined && lastTokenAt !== undefined) {
    yield { clock: "stall", at: lastTokenAt + stallMs, trigger: "stalled" };
  }
  if (totalMs !== undefined) yield { clock: "total", at: dispatchedAt + totalMs, trigger: undefined };
  if (minTokensPerS !== undefined && minTokensPerS > 0 && firstTokenAt !== undefined) {
    const at = rateDeadline(arrivals, firstTokenAt, minTokensPerS, rateWindow);
    yield { clock: "min-rate", at, trigger: "rate-low" };
  }
}

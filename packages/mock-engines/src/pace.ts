import { ProxyError } from "@compute-proxy/core";
import { numberAt } from "./seeded.js";

/** How fast an engine works. */
export interface Pace {
  /** From the request to the first byte of the answer, in ms. Default 0. */
  readonly ttftMs: number;
  /** Tokens a second; 0, the default, is as fast as it can. */
  readonly tokensPerSecond: number;
  /** Tokens in one chunk. Default 0: one when `tokensPerSecond` is set, else all of them in one. */
  readonly tokensPerWrite: number;
  /** By which share the gap between two tokens varies, 0 to 1, the same way every time. Default 0. */
  readonly jitter: number;
}

/** As fast as it can. */
export const noPace: Pace = { ttftMs: 0, tokensPerSecond: 0, tokensPerWrite: 0, jitter: 0 };

const limits: ReadonlyArray<readonly [keyof Pace, most: number]> = [
  ["ttftMs", 3_600_000],
  ["tokensPerSecond", 1_000_000],
  ["tokensPerWrite", 1_000_000],
  ["jitter", 1],
];

/** The pace with the defaults for what is not set. Throws `invalid-request` for a number that is out of range. */
export function paceOf(part: Partial<Pace> = {}): Pace {
  const pace = { ...noPace, ...part };
  for (const [name, most] of limits) {
    const value: unknown = pace[name];
    if (typeof value === "number" && value >= 0 && value <= most) continue;
    throw new ProxyError("invalid-request", `pace: ${name} must be a number from 0 to ${most}`);
  }
  return pace;
}

/** Whether an answer may go out in one piece, at once. */
export function isUnpaced({ ttftMs, tokensPerSecond, tokensPerWrite }: Pace): boolean {
  return ttftMs === 0 && tokensPerSecond === 0 && tokensPerWrite === 0;
}

/** When token number `index` is due, in ms after the first byte could be sent. */
export function dueMs(pace: Pace, index: number, seed: number): number {
  if (pace.tokensPerSecond === 0 || index === 0) return 0;
  const gap = 1000 / pace.tokensPerSecond;
  return gap * (index + pace.jitter * (numberAt(seed, index) - 0.5));
}

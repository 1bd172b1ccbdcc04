import { ProxyError } from "@compute-proxy/core";

/** Workers that a call may go through, one behind the other. */
const mostHops = 8;

/** How many workers the calls behind these signals have gone through. Beside the signals, which are what a call passes on. */
const counts = new WeakMap<AbortSignal, number>();

/** Notes that a call has come through so many workers. Throws engine-failed for one that seems to go round in a circle. */
export function noteHops(signal: AbortSignal, hops: number): void {
  if (hops > mostHops) {
    throw new ProxyError(
      "engine-failed",
      `the call has gone through ${mostHops} workers without coming to an engine: their remote backends name each other in a circle`,
    );
  }
  counts.set(signal, hops);
}

/** How many workers a call has gone through; 0 where it began here. */
export function hopsOf(signal: AbortSignal): number {
  return counts.get(signal) ?? 0;
}

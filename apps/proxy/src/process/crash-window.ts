const windowMs = 60_000;
const tooMany = 10;

/** When unexpected errors happened, in ms of the monotonic clock: those of the last minute. */
export type Crashes = readonly number[];

/** With one more. */
export function withCrash(crashes: Crashes, now: number): Crashes {
  return [...crashes.filter((at) => now - at < windowMs), now];
}

/** Ten within a minute: what is broken will not mend itself, and a fresh process may do better. */
export function isBeyondHope(crashes: Crashes): boolean {
  return crashes.length >= tooMany;
}

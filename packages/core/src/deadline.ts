/** The ends that signals have of themselves. Beside the signals, because a signal does not tell. */
const ends = new WeakMap<AbortSignal, () => number>();

/** Notes that a signal aborts by itself, and in how many ms, for those who tell another machine how long to work. */
export function noteDeadline(signal: AbortSignal, remaining: () => number): void {
  ends.set(signal, remaining);
}

/** What is left until a signal aborts by itself, in ms, at least 0. Undefined: nothing limits it. */
export function remainingMs(signal: AbortSignal): number | undefined {
  const remaining = ends.get(signal);
  return remaining === undefined ? undefined : Math.max(0, remaining());
}

import type { Clock } from "./clock.js";
import { noteDeadline, remainingMs } from "./deadline.js";
import { ProxyError, isProxyError } from "./proxy-error.js";
import { startTimer } from "./timer.js";

/** Why a signal aborted, always as our error: a bare abort is `cancelled`. */
export function abortReason(signal: AbortSignal): ProxyError {
  const reason: unknown = signal.reason;
  return isProxyError(reason) ? reason : new ProxyError("cancelled", "the call was cancelled", { cause: reason });
}

/** Throws the signal's reason if it has aborted. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortReason(signal);
}

/**
 * Waits for `promise`, but no longer than until the signal aborts; then rejects with its reason. The promise itself goes on,
 * and a rejection that comes later is nobody's.
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    promise.catch(() => undefined);
    throw abortReason(signal);
  }
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(abortReason(signal));
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener("abort", onAbort);
  }
}

/** A signal with a time limit, and the way to drop the limit when the work is done. */
export interface TimedSignal extends Disposable {
  readonly signal: AbortSignal;
  /** Starts the limit anew, as after each sign of life. Nothing after disposal. */
  restart(): void;
}

/**
 * A signal that aborts with `outer`, or with `onTimeout()` once `ms` have passed without a restart.
 * The caller disposes it (`using`), which removes timer and listener.
 */
export function timeLimit(outer: AbortSignal, ms: number, clock: Clock, onTimeout: () => ProxyError): TimedSignal {
  const inner = new AbortController();
  const onAbort = (): void => inner.abort(abortReason(outer));
  if (outer.aborted) onAbort();
  else outer.addEventListener("abort", onAbort, { once: true });
  let startedAt = clock.now();
  const left = (): number => startedAt + ms - clock.now();
  noteDeadline(inner.signal, () => Math.min(left(), remainingMs(outer) ?? Infinity));
  let timer: Disposable;
  // A restart only moves the end: a timer that runs out too early is started again for what is left.
  const wait = (waitMs: number): void => {
    timer = startTimer(waitMs, clock, () => (left() > 0 ? wait(left()) : inner.abort(onTimeout())));
  };
  wait(ms);
  return {
    signal: inner.signal,
    restart() {
      startedAt = clock.now();
    },
    [Symbol.dispose]() {
      timer[Symbol.dispose]();
      outer.removeEventListener("abort", onAbort);
    },
  };
}

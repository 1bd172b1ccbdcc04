import { abortReason, type Clock, ProxyError } from "@compute-proxy/core";
import { type Priority, whoIsNext } from "./priority.js";

/** How much a backend is given at a time. */
export interface LaneLimits {
  /** Calls at the engine at the same time, at least 1. */
  readonly maxConcurrent: number;
  /** Calls that wait for a place; 0 refuses what cannot start at once. */
  readonly maxQueued: number;
}

/** Who is at a backend and who waits, now. */
export interface LaneStatus extends LaneLimits {
  readonly running: number;
  readonly waiting: Readonly<Record<Priority, number>>;
  /** Calls refused since the start because the queue was full. */
  readonly refused: number;
}

/** The way to one backend: a bounded queue before a bounded number of places. */
export interface Lane {
  /**
   * Waits for a place and resolves with it; the caller disposes it when the engine's work has ended. Throws `queue-full`, with the
   * time after which a place may be had, when nobody more may wait, and the signal's reason when it aborts first.
   */
  enter(priority: Priority, signal: AbortSignal): Promise<Disposable>;
  /** The same for who gave a place back in the middle of its work: before all others of its priority, and never refused. */
  comeBack(priority: Priority, signal: AbortSignal): Promise<Disposable>;
  status(): LaneStatus;
}

/** Makes the lane of one backend. */
export function createLane(backend: string, limits: LaneLimits, clock: Clock): Lane {
  const { maxConcurrent, maxQueued } = limits;
  const waiting: Record<Priority, ReadonlyArray<() => void>> = { interactive: [], background: [] };
  let running = 0;
  let refused = 0;
  let interactiveInARow = 0;
  let meanHoldMs: number | undefined;

  const counts = (): Record<Priority, number> => ({
    interactive: waiting.interactive.length,
    background: waiting.background.length,
  });
  const queued = (): number => waiting.interactive.length + waiting.background.length;

  const place = (): Disposable => {
    const began = clock.now();
    let held = true;
    return {
      [Symbol.dispose]() {
        if (!held) return;
        held = false;
        running -= 1;
        meanHoldMs = smoothed(meanHoldMs, clock.now() - began);
        letNextIn();
      },
    };
  };

  const letNextIn = (): void => {
    const next = whoIsNext(counts(), interactiveInARow);
    if (next === undefined || running >= maxConcurrent) return;
    interactiveInARow = next === "interactive" ? interactiveInARow + 1 : 0;
    const [admit] = waiting[next];
    admit?.();
  };

  const wait = (priority: Priority, signal: AbortSignal, where: "first" | "last"): Promise<Disposable> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        waiting[priority] = waiting[priority].filter((other) => other !== admit);
        signal.removeEventListener("abort", onAbort);
      };
      const admit = (): void => {
        leave();
        running += 1;
        resolve(place());
      };
      const onAbort = (): void => {
        leave();
        reject(abortReason(signal));
      };
      const others = waiting[priority];
      waiting[priority] = where === "first" ? [admit, ...others] : [...others, admit];
      signal.addEventListener("abort", onAbort, { once: true });
    });

  const full = (): ProxyError => {
    refused += 1;
    const retryAfterMs = waitEstimate(meanHoldMs, queued() + 1, maxConcurrent);
    return new ProxyError(
      "queue-full",
      `backend "${backend}": ${running} calls run and ${queued()} wait, which is as many as its limits allow (max_concurrent ${maxConcurrent}, max_queued ${maxQueued}); try again in ${retryAfterMs} ms`,
      { backend, retryAfterMs },
    );
  };

  const freePlace = (signal: AbortSignal): Disposable | undefined => {
    if (signal.aborted) throw abortReason(signal);
    if (running >= maxConcurrent || queued() > 0) return undefined;
    running += 1;
    return place();
  };

  return {
    async enter(priority, signal) {
      const free = freePlace(signal);
      if (free) return free;
      if (queued() >= maxQueued) throw full();
      return wait(priority, signal, "last");
    },
    async comeBack(priority, signal) {
      return freePlace(signal) ?? wait(priority, signal, "first");
    },
    status: () => ({
      maxConcurrent,
      maxQueued,
      running,
      waiting: counts(),
      refused,
    }),
  };
}

/** Before anything was measured, in ms. */
const firstGuessMs = 1000;
const shortestWaitMs = 100;
const longestWaitMs = 60_000;

/** When a place may be free for somebody behind `ahead` others, in ms, from how long places were held so far. */
function waitEstimate(meanHoldMs: number | undefined, ahead: number, places: number): number {
  if (meanHoldMs === undefined) return firstGuessMs;
  return Math.round(Math.min(longestWaitMs, Math.max(shortestWaitMs, (meanHoldMs * ahead) / places)));
}

/** An exponentially weighted mean: the last few values count most. */
function smoothed(mean: number | undefined, value: number): number {
  return mean === undefined ? value : mean + 0.2 * (value - mean);
}

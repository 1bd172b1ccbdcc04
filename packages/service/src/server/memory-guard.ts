import { type Clock, ProxyError } from "@compute-proxy/core";
import { type HeapReading, isUnderPressure } from "./heap-pressure.js";

/** Refuses calls while the heap is nearly full. Its owner closes it. */
export interface MemoryGuard {
  /** Throws overloaded while new calls would risk the process and every call that runs in it. */
  admit(): void;
  close(): void;
}

/** What the guard looks at. */
export interface MemoryGuardParts {
  /** Called four times a second, never by a request. */
  readonly readHeap: () => HeapReading;
  readonly clock: Clock;
  /** Hears when refusing begins and ends. */
  readonly onPressure?: ((isRefusing: boolean, heap: HeapReading) => void) | undefined;
}

const sampleMs = 250;

/** What a refused client is told to wait, in ms: a few collections of garbage. */
const retryAfterMs = 1000;

/** Starts one that samples until it is closed. */
export function startMemoryGuard({ readHeap, clock, onPressure }: MemoryGuardParts): MemoryGuard {
  const closing = new AbortController();
  let isRefusing = false;
  const sample = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(sampleMs, closing.signal);
      const heap = readHeap();
      const was = isRefusing;
      isRefusing = isUnderPressure(was, heap);
      if (isRefusing !== was) onPressure?.(isRefusing, heap);
    }
  };
  sample().catch((error: unknown) => {
    if (!closing.signal.aborted) throw error;
  });
  return {
    admit() {
      if (!isRefusing) return;
      throw new ProxyError("overloaded", "the server is short of memory and takes no new calls for the moment", {
        retryAfterMs,
      });
    },
    close: () => closing.abort(),
  };
}

import { untilAborted } from "@compute-proxy/core";

/** Lets tokens of streams out one by one, when a test says so. The record that ends a stream counts as one. */
export interface TokenGate {
  isOpen(): boolean;
  /** How many may still be sent; Infinity while it is open. */
  allowed(): number;
  /** Closes it, if it was open, and lets so many more out: 0 only closes it, Infinity opens it. */
  allow(count: number): void;
  /** Resolves when the next token may be sent, first come first served. Rejects when the client has gone. */
  pass(gone: AbortSignal): Promise<void>;
}

/** Makes an open one. */
export function createTokenGate(): TokenGate {
  let left = Infinity;
  const waiting = new Set<() => void>();
  const letOut = (): void => {
    for (const go of waiting) {
      if (left <= 0) return;
      left -= 1;
      waiting.delete(go);
      go();
    }
  };
  return {
    isOpen: () => left === Infinity,
    allowed: () => left,
    allow(count) {
      left = left === Infinity ? count : left + count;
      letOut();
    },
    async pass(gone) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.add(resolve);
      letOut();
      try {
        await untilAborted(promise, gone);
      } finally {
        waiting.delete(resolve);
      }
    },
  };
}

import { throwIfAborted } from "@compute-proxy/core";

/**
 * The same items. When the signal aborts while the reader is slow, the source is closed at once instead of at the reader's
 * next pull, which may never come: a stalled client must not keep an engine busy past its deadline.
 */
export async function* closedOnAbort<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  const closeNow = (): void => void close().catch(() => undefined);
  try {
    for (;;) {
      const result = await iterator.next();
      if (result.done) return;
      throwIfAborted(signal);
      signal.addEventListener("abort", closeNow, { once: true });
      try {
        yield result.value;
      } finally {
        signal.removeEventListener("abort", closeNow);
      }
      throwIfAborted(signal);
    }
  } finally {
    await close();
  }
}

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
  let isWithReader = false;
  const onAbort = (): void => {
    if (isWithReader) void close().catch(() => undefined);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    for (;;) {
      const result = await iterator.next();
      if (result.done) return;
      throwIfAborted(signal);
      isWithReader = true;
      yield result.value;
      isWithReader = false;
      throwIfAborted(signal);
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    await close();
  }
}

import type { GenerateResponse } from "@compute-proxy/api/backend/v1";
import type { BackendPort } from "@compute-proxy/backend";
import { abortReason, noteDeadline, type ProxyError, remainingMs, throwIfAborted } from "@compute-proxy/core";
import { leastTokens } from "@compute-proxy/forwarding";

/** Something that may end an attempt while its engine works. */
export interface EngineWatch extends AsyncDisposable {
  /** The engine is waited for from now on. */
  wait(): void;
  /** It has written so many tokens, and is not waited for. */
  came(tokens: number): void;
}

/** Starts a watch that ends the engine's work, and so its stream, with an error. */
export type StartWatch = (end: (error: ProxyError) => void) => EngineWatch;

/** An engine under watches. They begin with each request, and are disposed at its end. */
export function watchedEngine(
  port: Pick<BackendPort, "generate">,
  starts: readonly StartWatch[],
): Pick<BackendPort, "generate"> {
  if (starts.length === 0) return port;
  return {
    async *generate(request, { signal }) {
      throwIfAborted(signal);
      const inner = new AbortController();
      if (remainingMs(signal) !== undefined) noteDeadline(inner.signal, () => remainingMs(signal) ?? 0);
      const parts = port.generate(request, { signal: inner.signal })[Symbol.asyncIterator]();
      const onAbort = (): void => inner.abort(abortReason(signal));
      signal.addEventListener("abort", onAbort, { once: true });
      const watches = starts.map((start) => start((error) => inner.abort(error)));
      try {
        for (;;) {
          for (const watch of watches) watch.wait();
          throwIfAborted(inner.signal);
          const step = await parts.next();
          if (step.done === true) return;
          // Where its text goes on was decided by what was shown until then: nothing may be added to that.
          if (step.value.part?.$case !== "end") throwIfAborted(inner.signal);
          for (const watch of watches) watch.came(tokensOf(step.value));
          yield step.value;
        }
      } finally {
        signal.removeEventListener("abort", onAbort);
        // The watches first: one that ended a closing stream would make a failure of a whole answer.
        await Promise.all([...watches.map((watch) => watch[Symbol.asyncDispose]()), parts.return?.()]);
      }
    },
  };
}

/** A piece of text is one token at least. */
function tokensOf({ part }: GenerateResponse): number {
  if (part?.$case !== "delta") return 0;
  return leastTokens(part.value);
}

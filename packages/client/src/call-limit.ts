import { type Clock, ProxyError } from "@compute-proxy/core";
import { grpcTimeout } from "@compute-proxy/core/grpc";
import { Metadata } from "nice-grpc-common";

/** What ends a call early, over all its attempts. */
export interface CallLimit extends Disposable {
  /** Aborts with the caller's signal, at the deadline, and when the client is closed; its reason is a ProxyError. */
  readonly signal: AbortSignal;
  /** What is left, in ms. Infinity without a deadline. */
  remainingMs(): number;
  /** What an attempt that begins now tells the server. */
  metadata(): Metadata;
}

/** Where the ends of a call come from. */
export interface CallEnds {
  readonly caller: AbortSignal | undefined;
  readonly closed: AbortSignal;
  readonly deadlineMs: number | undefined;
}

/** Starts the limit of one call. Disposing it removes the timer and the listeners. */
export function callLimit({ caller, closed, deadlineMs }: CallEnds, clock: Clock): CallLimit {
  const controller = new AbortController();
  const timer = new AbortController();
  const endsAt = deadlineMs === undefined ? Infinity : clock.now() + deadlineMs;
  const onCaller = (): void => controller.abort(cancelled("the caller cancelled the call", caller?.reason));
  const onClosed = (): void => controller.abort(cancelled("the client is closed", undefined));
  const listen = (signal: AbortSignal, onAbort: () => void): void => {
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  };
  listen(closed, onClosed);
  if (caller) listen(caller, onCaller);
  if (deadlineMs !== undefined) {
    clock.sleep(deadlineMs, timer.signal).then(
      () => controller.abort(new ProxyError("deadline-exceeded", `the deadline of ${deadlineMs} ms passed`)),
      () => undefined,
    );
  }
  const remainingMs = (): number => endsAt - clock.now();
  return {
    signal: controller.signal,
    remainingMs,
    metadata: () => (deadlineMs === undefined ? Metadata() : Metadata({ "grpc-timeout": grpcTimeout(remainingMs()) })),
    [Symbol.dispose]() {
      timer.abort();
      closed.removeEventListener("abort", onClosed);
      caller?.removeEventListener("abort", onCaller);
    },
  };
}

function cancelled(message: string, cause: unknown): ProxyError {
  return new ProxyError("cancelled", message, { cause });
}

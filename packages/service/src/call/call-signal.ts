import { type Clock, noteDeadline, ProxyError, startTimer } from "@compute-proxy/core";

/** What can end a call before its answer. */
export interface CallLimits {
  /** nice-grpc's: aborts when the client has gone, and when grpc-js has seen the deadline pass. */
  readonly client: AbortSignal;
  /** Aborts when the server stops; its reason is the error to answer with. */
  readonly stopping: AbortSignal;
  readonly remainingMs: number | undefined;
}

/** A signal that holds listeners and a timer until it is disposed. */
export interface CallSignal extends Disposable {
  readonly signal: AbortSignal;
}

/** grpc-js counts from its own clock, so its abort may come a little before ours. */
const clockSlackMs = 10;

/** One signal of all limits, whose reason is always a ProxyError: cancelled, deadline-exceeded or the server's. */
export function callSignal({ client, stopping, remainingMs }: CallLimits, clock: Clock): CallSignal {
  const controller = new AbortController();
  let timer: Disposable | undefined;
  const startedAt = clock.now();
  const late = (): ProxyError =>
    new ProxyError("deadline-exceeded", `the client's deadline of ${remainingMs} ms passed`);
  const onStop = (): void => controller.abort(stopping.reason);
  const onClient = (): void => {
    const isLate = remainingMs !== undefined && clock.now() - startedAt >= remainingMs - clockSlackMs;
    controller.abort(isLate ? late() : new ProxyError("cancelled", "the client cancelled the call"));
  };
  const ends: ReadonlyArray<readonly [AbortSignal, () => void]> = [
    [client, onClient],
    [stopping, onStop],
  ];
  for (const [signal, onAbort] of ends) {
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  }
  if (remainingMs !== undefined) {
    noteDeadline(controller.signal, () => startedAt + remainingMs - clock.now());
    timer = startTimer(remainingMs, clock, () => controller.abort(late()));
  }
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      timer?.[Symbol.dispose]();
      for (const [signal, onAbort] of ends) signal.removeEventListener("abort", onAbort);
    },
  };
}

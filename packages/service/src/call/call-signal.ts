import { type Clock, noteDeadline, ProxyError, startTimer, systemClock } from "@compute-proxy/core";
import type { ClientDeadline } from "./deadline-interceptor.js";

/** What can end a call before its answer. */
export interface CallLimits {
  /** nice-grpc's: aborts when the client has gone, and when grpc-js has seen the deadline pass. */
  readonly client: AbortSignal;
  /** Aborts when the server stops; its reason is the error to answer with. */
  readonly stopping: AbortSignal;
  /** Undefined: the client set none. */
  readonly deadline: ClientDeadline | undefined;
}

/** A signal that holds listeners and a timer until it is disposed. */
export interface CallSignal extends Disposable {
  readonly signal: AbortSignal;
  /** What is left of the client's deadline, in ms, at least 0. Undefined: the client set none. */
  readonly remainingMs: number | undefined;
}

/** grpc-js counts from its own clock, so its abort may come a little before ours. */
const clockSlackMs = 10;

/**
 * One signal of all limits, whose reason is always a ProxyError: cancelled, deadline-exceeded or the server's. `wire` is the clock
 * by which the deadline arrived, and by which grpc-js ends the call: the time of the machine, whatever `clock` is.
 */
export function callSignal({ client, stopping, deadline }: CallLimits, clock: Clock, wire = systemClock): CallSignal {
  const controller = new AbortController();
  let timer: Disposable | undefined;
  const late = (): ProxyError =>
    new ProxyError("deadline-exceeded", `the client's deadline of ${deadline?.ms} ms passed`);
  const onStop = (): void => controller.abort(stopping.reason);
  const leftOnWire = (): number => (deadline ? deadline.arrivedAt + deadline.ms - wire.now() : Infinity);
  const onClient = (): void => {
    const isLate = leftOnWire() <= clockSlackMs;
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
  // The request has come since then: whole, which may have taken long.
  const remainingMs = deadline && Math.max(0, Math.round(leftOnWire()));
  if (remainingMs !== undefined) {
    const startedAt = clock.now();
    noteDeadline(controller.signal, () => startedAt + remainingMs - clock.now());
    timer = startTimer(remainingMs, clock, () => controller.abort(late()));
  }
  return {
    signal: controller.signal,
    remainingMs,
    [Symbol.dispose]() {
      timer?.[Symbol.dispose]();
      for (const [signal, onAbort] of ends) signal.removeEventListener("abort", onAbort);
    },
  };
}

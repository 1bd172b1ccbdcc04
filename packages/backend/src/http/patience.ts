import { type Clock, type ProxyError, startTimer } from "@compute-proxy/core";
import { engineError, type EngineName } from "../engine-error.js";

/** How long one request may be kept waiting by its engine, in ms. The reader's own time does not count. */
export interface WaitLimits {
  /** Until the first progress. */
  readonly firstMs: number;
  /** From one progress to the next. */
  readonly idleMs: number;
  /** All waits of the request together: an engine that sends a byte now and then cannot hold it for ever. */
  readonly totalMs: number;
}

/** Watches over the waits of one request. The caller disposes it. */
export interface Patience extends Disposable {
  /** A wait begins. */
  begin(): void;
  /** It is over, whatever came of it. */
  end(): void;
  /** Something useful came, such as a whole line. */
  progress(): void;
}

/**
 * Calls `onEnd` when a wait has been too long. One timer serves all waits: it is set anew only when it ends, or when a limit comes
 * closer, because a stream of tokens waits thousands of times.
 */
export function createPatience(
  limits: WaitLimits,
  engine: EngineName,
  clock: Clock,
  onEnd: (error: ProxyError) => void,
): Patience {
  const { firstMs, idleMs, totalMs } = limits;
  let hasProgressed = false;
  let sinceProgress = 0;
  let total = 0;
  let waitingFrom: number | undefined;
  let timer: Disposable | undefined;
  let timerEndsAt = Infinity;

  const leftOfThis = (): number => (hasProgressed ? idleMs : firstMs) - sinceProgress;
  const left = (): number => Math.min(leftOfThis(), totalMs - total);
  const error = (): ProxyError => {
    if (totalMs - total < leftOfThis())
      return engineError("engine-timeout", `kept its answer waiting for ${totalMs} ms in all`, engine);
    return hasProgressed
      ? engineError("engine-stalled", `was silent for ${idleMs} ms`, engine)
      : engineError("engine-timeout", `sent no answer within ${firstMs} ms`, engine);
  };
  const start = (ms: number): void => {
    timer?.[Symbol.dispose]();
    timerEndsAt = clock.now() + ms;
    timer = startTimer(ms, clock, onTimer);
  };
  const onTimer = (): void => {
    timerEndsAt = Infinity;
    if (waitingFrom === undefined) return;
    const remaining = waitingFrom + left() - clock.now();
    if (remaining > 0) start(remaining);
    else onEnd(error());
  };

  return {
    begin() {
      waitingFrom = clock.now();
      if (waitingFrom + left() < timerEndsAt) start(left());
    },
    end() {
      if (waitingFrom === undefined) return;
      const waited = clock.now() - waitingFrom;
      waitingFrom = undefined;
      sinceProgress += waited;
      total += waited;
    },
    progress() {
      hasProgressed = true;
      sinceProgress = 0;
    },
    [Symbol.dispose]() {
      waitingFrom = undefined;
      timer?.[Symbol.dispose]();
    },
  };
}

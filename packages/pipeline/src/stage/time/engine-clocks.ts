import { type Clock, startTimer } from "@compute-proxy/core";
import {
  type AttemptProgress,
  type ClockDeadline,
  type ClockLimits,
  type ClockName,
  engineTime,
  noteTokens,
  readClocks,
} from "@compute-proxy/forwarding";
import type { EngineWatch } from "../watched-engine.js";
import type { TotalTime } from "./total-time.js";

/** What is done when a clock has run out: the attempt is ended, or the clock is taken away so that the engine may finish. */
export type OnPassed = (deadline: ClockDeadline) => "ended" | "finish";

const limitOf = {
  ttft: "ttftMs",
  stall: "stallMs",
  total: "totalMs",
  "min-rate": "minTokensPerS",
} as const satisfies Record<ClockName, keyof ClockLimits>;

/**
 * The clocks of an attempt that is dispatched now, of which the total's is set to what is left. They run while the engine is waited for:
 * the time of a slow reader is not the engine's.
 */
export function engineClocks(clock: Clock, given: ClockLimits, total: TotalTime, onPassed: OnPassed): EngineWatch {
  let limits: ClockLimits = { ...given, totalMs: total.left() };
  let progress: AttemptProgress = { dispatchedAt: 0, firstTokenAt: undefined, lastTokenAt: undefined, arrivals: [] };
  const time = engineTime(clock);
  let timer: { readonly due: number; readonly handle: Disposable } | undefined;
  let isOver = false;

  const stop = (): void => {
    timer?.handle[Symbol.dispose]();
    timer = undefined;
  };
  const look = (): void => {
    if (isOver || !time.isWaiting()) return;
    const { passed, next } = readClocks(progress, limits, time.ms());
    if (passed) {
      isOver = onPassed(passed) === "ended";
      limits = { ...limits, [limitOf[passed.clock]]: undefined };
      look();
    } else if (next) wake(next.at);
  };
  const wake = (due: number): void => {
    // An earlier one looks again, and sets the next: most are outrun by a token.
    if (timer && timer.due <= due) return;
    stop();
    const onTime = (): void => {
      timer = undefined;
      look();
    };
    timer = { due, handle: startTimer(due - time.ms(), clock, onTime) };
  };

  return {
    wait() {
      time.wait();
      look();
    },
    came(tokens) {
      if (tokens > 0) {
        const at = time.ms();
        const { firstTokenAt = at, arrivals, dispatchedAt } = progress;
        const noted = limits.minTokensPerS === undefined ? arrivals : noteTokens(arrivals, { at, tokens });
        progress = { dispatchedAt, firstTokenAt, lastTokenAt: at, arrivals: noted };
      }
      time.rest();
    },
    async [Symbol.asyncDispose]() {
      isOver = true;
      stop();
      total.take(time.ms());
    },
  };
}

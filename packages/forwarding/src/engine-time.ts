import type { Clock } from "@compute-proxy/core";

/** How long an engine was waited for. While its reader is at work the time stands still. */
export interface EngineTime {
  /** The engine is waited for from now on. */
  wait(): void;
  /** It has brought something, and is not waited for. */
  rest(): void;
  isWaiting(): boolean;
  /** So far, in ms. */
  ms(): number;
}

/** Nothing is waited for yet. */
export function engineTime(clock: Pick<Clock, "now">): EngineTime {
  let before = 0;
  let since: number | undefined;
  const ms = (): number => (since === undefined ? before : before + clock.now() - since);
  return {
    wait() {
      since ??= clock.now();
    },
    rest() {
      before = ms();
      since = undefined;
    },
    isWaiting: () => since !== undefined,
    ms,
  };
}

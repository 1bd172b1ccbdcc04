import type { Clock } from "@compute-proxy/core";
import { type Crashes, isBeyondHope, withCrash } from "./crash-window.js";
import { exitCodes } from "./exit-codes.js";
import type { ProcessLog } from "./process-log.js";

/**
 * Lets the process live on after an error that nobody caught: calls have their own guard, so it belongs to none of them. Each
 * is logged with its stack and its count; the tenth within a minute ends the process. Disposed, Node's own rule holds again.
 */
export function survive({ log, flush }: ProcessLog, clock: Clock): Disposable {
  let crashes: Crashes = [];
  let count = 0;
  const onCrash = (error: unknown, origin: string): void => {
    crashes = withCrash(crashes, clock.now());
    count += 1;
    log.fatal({ err: error, origin, count }, "unexpected error outside of any call; the process goes on");
    if (!isBeyondHope(crashes)) return;
    log.fatal({ count: crashes.length }, "too many unexpected errors within a minute; the process ends");
    void flush(clock).finally(() => process.exit(exitCodes.beyondHope));
  };
  process.on("uncaughtException", onCrash);
  return { [Symbol.dispose]: () => void process.off("uncaughtException", onCrash) };
}

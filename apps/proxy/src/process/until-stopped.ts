import type { Logger } from "pino";
import { exitCodes } from "./exit-codes.js";

/** What can let its running calls finish. */
export interface Drainable {
  /** How long it waits for them, in ms. */
  readonly graceMs: number;
  drain(): Promise<"clean" | "forced">;
}

/** Waits for SIGTERM or SIGINT, then drains. Resolves with the exit code; a second signal ends the process there and then. */
export async function untilStopped(server: Drainable, log: Logger): Promise<number> {
  const signal = await nextSignal();
  void nextSignal().then((again) => {
    log.warn({ signal: again }, "ended at once");
    process.exit(exitCodes.failed);
  });
  log.info({ signal, grace_ms: server.graceMs }, "draining; a second signal ends at once");
  const outcome = await server.drain();
  log[outcome === "clean" ? "info" : "warn"]({ outcome }, "stopped");
  return outcome === "clean" ? exitCodes.clean : exitCodes.failed;
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const names = ["SIGTERM", "SIGINT"] as const;
    const onSignal = (signal: NodeJS.Signals): void => {
      for (const name of names) process.off(name, onSignal);
      resolve(signal);
    };
    for (const name of names) process.on(name, onSignal);
  });
}

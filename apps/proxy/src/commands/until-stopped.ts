import type { Logger } from "pino";

/** What can let its running calls finish. */
export interface Drainable {
  drain(graceMs: number): Promise<"clean" | "forced">;
}

/** How long running calls may go on after the first SIGTERM or SIGINT, in ms. */
const graceMs = 30_000;

/** Waits for a signal, then drains. Resolves with the exit code; a second signal ends the process there and then. */
export async function untilStopped(server: Drainable, log: Logger): Promise<number> {
  const signal = await nextSignal();
  void nextSignal().then((again) => {
    log.warn({ signal: again }, "ended at once");
    process.exit(1);
  });
  log.info({ signal, grace_ms: graceMs }, "draining; a second signal ends at once");
  const outcome = await server.drain(graceMs);
  log.info({ outcome }, "stopped");
  return outcome === "clean" ? 0 : 1;
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

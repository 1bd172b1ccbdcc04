import { hostname } from "node:os";
import { runServer } from "../process/run-server.js";
import { type RunningWorker, startWorker } from "../start-worker.js";
import { backendTable, reachableLine } from "../terminal/start-table.js";
import { styleFor } from "../terminal/style.js";
import type { Streams } from "./streams.js";

/** Flags of `worker`. */
export interface WorkerFlags {
  readonly config: string;
  readonly port?: number;
  readonly logLevel: string;
  readonly json?: boolean;
}

/** Serves the backends of this machine to proxies elsewhere until a signal says to stop. Resolves with the exit code. */
export function worker({ config, port, logLevel, json }: WorkerFlags, streams: Streams): Promise<number> {
  return runServer(
    {
      logLevel,
      start: (log, clock) => startWorker({ configFile: config, port, log, clock }),
      tell: (running) => (json === true ? startJson(running) : startText(running, streams)),
    },
    streams,
  );
}

function startText(running: RunningWorker, { out }: Streams): string {
  const style = styleFor(out);
  const { backends } = running.registry;
  return [
    backendTable(backends, style),
    ...reachableLine(backends),
    "",
    "for the configuration of a proxy: backends of type remote with these endpoints",
    ...endpoints(running).map(({ endpoint }) => `  ${endpoint}`),
    ...(isLoopback(running) ? ["only this machine reaches them: server.host 0.0.0.0 opens them to the others"] : []),
    "",
    `worker on ${style.bold(running.address)} (gRPC, reflection and health included). Stop with Ctrl-C.`,
    "",
  ].join("\n");
}

function startJson(running: RunningWorker): string {
  return `${JSON.stringify({ address: running.address, backends: endpoints(running) })}\n`;
}

function isLoopback({ address }: RunningWorker): boolean {
  return /^(?:127\.|localhost:|\[::1\])/u.test(address);
}

function endpoints({ address, registry }: RunningWorker) {
  const reachable = address.replace(/^(?:0\.0\.0\.0|\[::\])(?=:)/u, hostname());
  return registry.backends
    .filter(({ definition }) => definition.enabled !== false)
    .map(({ id, definition, state }) => ({
      id,
      type: definition.type,
      hardware: definition.hardware,
      state: state.kind,
      endpoint: `http://${reachable}/${id}`,
    }));
}

import type { Registry } from "@compute-proxy/backend";
import { type Clock, ProxyError } from "@compute-proxy/core";
import { createWorkerServer, type EndedCall } from "@compute-proxy/service";
import type { Logger } from "pino";
import { addressText } from "./address.js";
import { openConfiguration } from "./open-configuration.js";
import { serverProtection } from "./process/server-protection.js";
import { watchedBackends } from "./watched-backends.js";

/** What a worker is started with. Of the configuration it uses server, backends and health. */
export interface WorkerPlan {
  readonly configFile: string;
  /** In place of the configuration's gRPC port; 0 picks a free one. */
  readonly port?: number | undefined;
  readonly log: Logger;
  readonly clock: Clock;
}

/** A worker that serves. Its owner ends it with `drain` or `close`. */
export interface RunningWorker {
  /** host:port, which stands in the endpoints of remote backends. */
  readonly address: string;
  readonly registry: Registry;
  /** server.shutdown_grace_seconds, in ms. */
  readonly graceMs: number;
  /** Lets running calls finish within the grace, then frees everything. */
  drain(): Promise<"clean" | "forced">;
  /** Ends at once. */
  close(): Promise<void>;
}

/**
 * Serves the backends of a configuration to the proxies of other machines. Throws with all problems of the configuration, and
 * when the address cannot be had; backends that are gone do not stop it.
 */
export async function startWorker({ configFile, port, log, clock }: WorkerPlan): Promise<RunningWorker> {
  const configuration = await openConfiguration(configFile, port, log);
  if (configuration.backends.every(({ enabled }) => enabled === false)) {
    throw new ProxyError("invalid-request", "the configuration has no enabled backend: a worker has nothing to serve");
  }
  const { host, grpcPort, shutdownGraceMs } = configuration.server;
  const backends = await watchedBackends(configuration, log, clock);
  const { registry } = backends;
  const server = createWorkerServer({
    registry,
    clock,
    onCall: (call) => logCall(log, call),
    onError: (error, where) => log.error({ err: error, ...where }, "unexpected error"),
    protection: serverProtection(log, clock),
  });
  try {
    const address = addressText(host, await server.listen(host, grpcPort));
    await backends.watch();
    return {
      address,
      registry,
      graceMs: shutdownGraceMs,
      async drain() {
        const outcome = await server.drain(shutdownGraceMs);
        await backends.close();
        return outcome;
      },
      async close() {
        await server.close();
        await backends.close();
      },
    };
  } catch (error) {
    await server.close();
    await backends.close();
    throw error;
  }
}

/** One line per call. Health checks of the callers come every few seconds, so theirs are for those who debug. */
function logCall(log: Logger, { method, ...call }: EndedCall): void {
  log[method === "Describe" ? "debug" : "info"]({ method, ...call }, "call");
}

import { loadPipelines, printProblem } from "@compute-proxy/config";
import type { Clock } from "@compute-proxy/core";
import type { Logger } from "pino";
import { capabilitiesOf } from "./adapters.js";
import { type RunningProxy, startProxy } from "./compose.js";
import { openConfiguration } from "./open-configuration.js";

/** A configuration to serve, and what the command line says beside it. */
export interface OpenPlan {
  readonly configFile: string;
  /** In place of the configuration's gRPC port; 0 picks a free one. */
  readonly port?: number | undefined;
  /** Whether a note in data_dir says where the server listens. Default true. */
  readonly announce?: boolean | undefined;
  readonly log: Logger;
  readonly clock: Clock;
}

/**
 * Loads a configuration and its pipelines and starts the proxy. Throws with all problems of the configuration; problems of
 * pipelines are logged and do not stop the others.
 */
export async function openProxy({ configFile, port, announce = true, log, clock }: OpenPlan): Promise<RunningProxy> {
  const configuration = await openConfiguration(configFile, port, log);
  const { catalog, problems } = await loadPipelines(configuration, configFile, capabilitiesOf);
  for (const problem of problems) log.warn({ at: printProblem(problem) }, "pipeline problem");
  return startProxy({ configuration, catalog, announce, log, clock });
}

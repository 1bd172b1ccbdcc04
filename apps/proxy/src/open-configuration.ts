import { type Configuration, loadConfiguration, printProblem } from "@compute-proxy/config";
import { ProxyError } from "@compute-proxy/core";
import type { Logger } from "pino";

/** A configuration file, checked; `port` in place of its gRPC port. Warnings are logged. Throws with all of its problems. */
export async function openConfiguration(file: string, port: number | undefined, log: Logger): Promise<Configuration> {
  const loaded = await loadConfiguration(file);
  for (const warning of loaded.warnings) log.warn({ at: printProblem(warning) }, "configuration");
  if (loaded.kind === "rejected") {
    const problems = loaded.problems.map(printProblem);
    throw new ProxyError(
      "invalid-request",
      `the configuration has ${problems.length} problem(s):\n${problems.join("\n")}`,
    );
  }
  const { configuration } = loaded;
  return { ...configuration, server: { ...configuration.server, grpcPort: port ?? configuration.server.grpcPort } };
}

import { openProxy } from "../open-proxy.js";
import type { RunningProxy } from "../compose.js";
import { runServer } from "../process/run-server.js";
import { backendTable, pipelineLines, reachableLine } from "../terminal/start-table.js";
import { styleFor } from "../terminal/style.js";
import type { Streams } from "./streams.js";

/** Flags of `serve`. */
export interface ServeFlags {
  readonly config: string;
  readonly port?: number;
  readonly logLevel: string;
  readonly json?: boolean;
}

/** Serves until a signal says to stop. Resolves with the exit code; a second signal ends the process there and then. */
export function serve({ config, port, logLevel, json }: ServeFlags, streams: Streams): Promise<number> {
  return runServer(
    {
      logLevel,
      start: (log, clock) => openProxy({ configFile: config, port, log, clock }),
      tell: (proxy) => (json === true ? startJson(proxy) : startText(proxy, streams)),
    },
    streams,
  );
}

function startText(proxy: RunningProxy, { out }: Streams): string {
  const style = styleFor(out);
  const { backends } = proxy.registry;
  return [
    backendTable(backends, style, proxy.heatOf),
    ...reachableLine(backends),
    "",
    ...pipelineLines(proxy.catalog, style),
    "",
    `gRPC on ${style.bold(proxy.address)} (reflection and health included). Stop with Ctrl-C.`,
    "",
  ].join("\n");
}

function startJson({ address, registry, catalog }: RunningProxy): string {
  const backends = registry.backends.map(({ id, definition, state }) => ({
    id,
    type: definition.type,
    hardware: definition.hardware,
    state: definition.enabled === false ? "disabled" : state.kind,
  }));
  const pipelines = catalog.entries.map((entry) =>
    entry.kind === "ready"
      ? { id: entry.pipeline.id, runnable: true }
      : { id: entry.id, runnable: false, problems: entry.problems },
  );
  return `${JSON.stringify({ address, backends, pipelines })}\n`;
}

import { BackendStatus } from "@compute-proxy/api";
import { createComputeClient } from "@compute-proxy/client";
import { openProxy } from "../open-proxy.js";
import { processClock } from "../process/patient-clock.js";
import { processLog } from "../process/process-log.js";
import { statusTable } from "../terminal/status-table.js";
import { styleFor } from "../terminal/style.js";
import type { Streams } from "./streams.js";

/** Flags of `backends`. */
export interface BackendsFlags {
  readonly config: string;
  readonly address?: string;
  readonly type?: string;
  readonly json?: boolean;
}

/** Shows how the backends are, as a server sees them that is there, else as one of its own in this process does. */
export async function backends(flags: BackendsFlags, streams: Streams): Promise<number> {
  const { log } = processLog("silent");
  const server =
    flags.address === undefined
      ? await openProxy({ configFile: flags.config, port: 0, log, clock: processClock, announce: false })
      : undefined;
  const client = createComputeClient({ address: server?.address ?? flags.address ?? "" });
  try {
    const response = await client.listBackends({ typeFilter: flags.type ?? "" });
    const json = (): string =>
      JSON.stringify(
        response.backends.map((status) => BackendStatus.toJSON(status)),
        null,
        2,
      );
    streams.out.write(`${flags.json === true ? json() : statusTable(response.backends, styleFor(streams.out))}\n`);
    return 0;
  } finally {
    client.close();
    await server?.close();
  }
}

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Http2Server } from "node:http2";

/** Node publishes each server here as soon as it listens. */
const channel = "tracing:net.server.listen:asyncEnd";

/** A port, and Node's servers behind it: one for each address of the host. */
export interface Listening {
  readonly port: number;
  readonly servers: readonly Http2Server[];
}

/**
 * Listens, and gives the servers that do: grpc-js shows them to nobody, and limits neither their connections nor lets them
 * say goodbye without closing the port.
 */
export async function listeningServers(listen: () => Promise<number>): Promise<Listening> {
  const begun: Http2Server[] = [];
  const note = (message: unknown): void => void begun.push((message as { server: Http2Server }).server);
  subscribe(channel, note);
  try {
    const port = await listen();
    return { port, servers: begun.filter((server) => portOf(server) === port) };
  } finally {
    unsubscribe(channel, note);
  }
}

function portOf(server: Http2Server): number | undefined {
  const address = server.address();
  return typeof address === "object" ? address?.port : undefined;
}

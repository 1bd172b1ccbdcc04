import type { Http2Server, ServerHttp2Session } from "node:http2";

/** The connections of a server. */
export interface Connections {
  /**
   * Tells the client of each connection (GOAWAY) to make its next calls on a new one. Calls that run finish, and who connects
   * from now on is still heard.
   */
  sayGoodbye(): void;
}

/** Bounds. */
export interface ConnectionLimit {
  /** At once, on each address. */
  readonly max: number;
  /** Hears of each connection that was closed as soon as it was made. */
  readonly onRefused?: (() => void) | undefined;
}

/** Keeps account of the connections of servers that have just begun to listen. */
export function watchConnections(
  servers: readonly Http2Server[],
  { max, onRefused = () => undefined }: ConnectionLimit,
): Connections {
  const sessions = new Set<ServerHttp2Session>();
  for (const server of servers) {
    server.maxConnections = max;
    server.on("drop", onRefused);
    // What the system refuses (no memory for the socket) must not end the process, as an error without a listener would.
    server.on("error", onRefused);
    server.on("session", (session) => {
      sessions.add(session);
      session.once("close", () => sessions.delete(session));
    });
  }
  return {
    sayGoodbye() {
      for (const session of sessions) session.close();
    },
  };
}

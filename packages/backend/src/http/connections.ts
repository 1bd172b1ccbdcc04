import { ProxyError } from "@compute-proxy/core";
import { Connection } from "./connection.js";
import type { ConnectorParts } from "./connector.js";

/** Idle connections that are kept; more are closed as they become idle. */
const mostIdle = 128;

/** The connections to one engine. */
export interface Connections {
  /** A connection that is free, or a new one. Fails with `shutting-down` when closed. */
  take(): Connection;
  /** A new one. */
  open(): Connection;
  /** Gives one back whose answer was read to its end. */
  giveBack(connection: Connection): void;
  /** Closes one. */
  drop(connection: Connection): void;
  /** Closes all of them. */
  close(): Promise<void>;
}

/** Makes an empty set. The caller closes it. */
export function createConnections(origin: string, parts: ConnectorParts): Connections {
  const all = new Set<Connection>();
  let idle: Connection[] = [];
  let isClosed = false;

  const open = (): Connection => {
    if (isClosed) throw new ProxyError("shutting-down", "the adapter is closed");
    const connection = new Connection(origin, parts, () => {
      // One with a request connects anew by itself, or tells that request.
      if (idle.includes(connection)) drop(connection);
    });
    all.add(connection);
    return connection;
  };
  const drop = (connection: Connection): void => {
    idle = idle.filter((one) => one !== connection);
    all.delete(connection);
    void connection.destroy();
  };

  return {
    open,
    drop,
    take() {
      // The newest first: those that are not needed grow old and go.
      for (let last = idle.pop(); last; last = idle.pop()) {
        if (last.isReady()) return last;
        drop(last);
      }
      return open();
    },
    giveBack(connection) {
      if (!isClosed && idle.length < mostIdle && connection.isReady()) idle.push(connection);
      else drop(connection);
    },
    async close() {
      isClosed = true;
      await Promise.all([...all].map((connection) => connection.destroy()));
      all.clear();
      idle = [];
    },
  };
}

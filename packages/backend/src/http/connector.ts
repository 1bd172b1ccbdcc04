import { connect as connectTcp, isIP, type LookupFunction, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Clock } from "@compute-proxy/core";
import type { buildConnector } from "undici";
import { engineError, type EngineName } from "../engine-error.js";

/** What it takes to connect to an engine. */
export interface ConnectorParts {
  readonly engine: EngineName;
  /** Until the connection stands, TLS included, by `clock`. */
  readonly connectMs: number;
  readonly clock: Clock;
  /** Resolves host names, anew for each connection. Default: the machine's resolver. */
  readonly lookup?: LookupFunction;
}

/**
 * Opens connections for undici, whose own limit runs on real time; HTTP/1.1 only, because there an abort is a closed connection.
 * `onSocket` sees each socket before it stands, so that whoever gives up can close it.
 */
export function createConnector(parts: ConnectorParts, onSocket: (socket: Socket) => void): buildConnector.connector {
  const { engine, connectMs, clock } = parts;
  return (target, callback) => {
    const socket = open(target, parts.lookup);
    const limit = new AbortController();
    const end = (error?: Error): void => {
      if (limit.signal.aborted) return;
      limit.abort();
      if (error) socket.destroy();
      if (error) callback(error, null);
      else callback(null, socket);
    };
    const late = (): void =>
      end(engineError("engine-connect-timeout", `did not take the connection within ${connectMs} ms`, engine));
    onSocket(socket);
    socket.setNoDelay(true).setKeepAlive(true, tcpProbeMs);
    socket.once(target.protocol === "https:" ? "secureConnect" : "connect", () => end());
    socket.once("error", end).once("close", () => end(new Error("closed before it was connected")));
    clock.sleep(connectMs, limit.signal).then(late, () => undefined);
  };
}

/** After so long without traffic the operating system asks whether the other end is still there. */
const tcpProbeMs = 60_000;

function open({ hostname, protocol, port }: buildConnector.Options, lookup: LookupFunction | undefined): Socket {
  const isTls = protocol === "https:";
  const target = { host: hostname, port: Number(port || (isTls ? 443 : 80)), ...(lookup ? { lookup } : {}) };
  if (!isTls) return connectTcp(target);
  return connectTls({
    ...target,
    ALPNProtocols: ["http/1.1"],
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
  });
}

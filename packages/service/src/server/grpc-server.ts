import { randomUUID } from "node:crypto";
import { type Clock, ProxyError } from "@compute-proxy/core";
import { createServer, type Server } from "nice-grpc";
import { errorDetailsServerMiddleware } from "nice-grpc-error-details";
import { HealthDefinition } from "nice-grpc-server-health";
import type { CallScope } from "../call/call-scope.js";
import { type ErrorPlace, guardCalls } from "../call/guard-calls.js";
import { type Connections, watchConnections } from "./connections.js";
import { listenError } from "./listen-error.js";
import { type Listening, listeningServers } from "./listening-servers.js";
import { type MemoryGuardParts, startMemoryGuard } from "./memory-guard.js";
import { OpenCalls } from "./open-calls.js";
import { reflectionImplementation, reflectionV1, reflectionV1Alpha } from "./reflection.js";
import { serverOptions } from "./server-options.js";
import { createServiceHealth } from "./service-health.js";
import { within } from "./within.js";

/** The gRPC server. Its owner ends it with `drain` or `close`. */
export interface GrpcServer {
  /** Listens and resolves with the port; port 0 picks a free one. Throws when the address cannot be had. Once only. */
  listen(host: string, port: number): Promise<number>;
  /**
   * Ends the server: health says NOT_SERVING, clients are told to leave (GOAWAY), new calls end with UNAVAILABLE
   * (shutting-down), running ones have `graceMs` to finish. Resolves with "forced" when some had to be broken off, and then they ended with UNAVAILABLE too.
   */
  drain(graceMs: number): Promise<"clean" | "forced">;
  /** Ends the server at once; running calls are broken off. */
  close(): Promise<void>;
}

/** What protects the process that a server runs in. */
export interface ServerProtection {
  /** Connections at once; more are closed as soon as they are made. Default 1000. */
  readonly maxConnections?: number | undefined;
  /** Hears of each connection that was too many. */
  readonly onRefused?: (() => void) | undefined;
  /** With it, new calls end with RESOURCE_EXHAUSTED (overloaded) while 90 % of the heap are in use. */
  readonly memory?: Omit<MemoryGuardParts, "clock"> | undefined;
}

/** What every server of ours is made of. */
export interface GrpcServerParts {
  /** The full name of its service, for health and reflection. */
  readonly service: string;
  /** Adds that service; `calls` counts its calls. */
  readonly add: (server: Server<{ scope: CallScope }>, calls: OpenCalls) => void;
  readonly clock: Clock;
  /** Default: random UUIDs. */
  readonly newCallId?: (() => string) | undefined;
  /** Gets what the client is not told: an unexpected error, with its stack, and the id that the client was given. */
  readonly onError?: ((error: unknown, place: ErrorPlace) => void) | undefined;
  readonly protection?: ServerProtection | undefined;
}

const defaultMaxConnections = 1000;

/** How long answers that are already written may take to leave, in ms. */
const flushMs = 1000;

/** Makes a server of one service, with grpc.health.v1, and reflection in both versions. */
export function createGrpcServer(parts: GrpcServerParts): GrpcServer {
  const { memory, maxConnections, onRefused } = parts.protection ?? {};
  const stopping = new AbortController();
  const memoryGuard = memory && startMemoryGuard({ ...memory, clock: parts.clock });
  const calls = new OpenCalls(memoryGuard?.admit);
  let connections: Connections | undefined;
  const health = createServiceHealth(parts.service);
  const reflection = reflectionImplementation(parts.service);
  const guard = guardCalls({
    clock: parts.clock,
    newCallId: parts.newCallId ?? randomUUID,
    stopping: stopping.signal,
    onError: parts.onError ?? (() => undefined),
  });

  const server = createServer(serverOptions).use(errorDetailsServerMiddleware).use(guard);
  parts.add(server, calls);
  server.add(HealthDefinition, health.implementation);
  server.add(reflectionV1, reflection);
  server.add(reflectionV1Alpha, reflection);

  const end = async (): Promise<void> => {
    memoryGuard?.close();
    stopping.abort(new ProxyError("shutting-down", "the server is shutting down and broke the call off"));
    await within(server.shutdown(), flushMs, parts.clock);
    server.forceShutdown();
  };
  return {
    async listen(host, port) {
      const listening = await listenOn(server, host, port);
      const max = maxConnections ?? defaultMaxConnections;
      connections = watchConnections(listening.servers, { max, onRefused });
      return listening.port;
    },
    async drain(graceMs) {
      health.stop();
      const drained = calls.drain();
      connections?.sayGoodbye();
      const finished = await within(drained, graceMs, parts.clock);
      await end();
      return finished ? "clean" : "forced";
    },
    async close() {
      health.stop();
      void calls.drain();
      await end();
    },
  };
}

async function listenOn(
  server: { listen(address: string): Promise<number> },
  host: string,
  port: number,
): Promise<Listening> {
  const address = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  try {
    return await listeningServers(() => server.listen(address));
  } catch (error) {
    throw listenError(address, error);
  }
}

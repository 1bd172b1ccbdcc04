import { randomUUID } from "node:crypto";
import { type Clock, printable, ProxyError } from "@compute-proxy/core";
import { createServer, type Server } from "nice-grpc";
import { errorDetailsServerMiddleware } from "nice-grpc-error-details";
import { HealthDefinition } from "nice-grpc-server-health";
import type { CallScope } from "../call/call-scope.js";
import { type ErrorPlace, guardCalls } from "../call/guard-calls.js";
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
   * Ends the server: health says NOT_SERVING, new calls end with UNAVAILABLE (shutting-down), running ones have `graceMs` to
   * finish. Resolves with "forced" when some had to be broken off, and then they ended with UNAVAILABLE too.
   */
  drain(graceMs: number): Promise<"clean" | "forced">;
  /** Ends the server at once; running calls are broken off. */
  close(): Promise<void>;
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
}

/** How long answers that are already written may take to leave, in ms. */
const flushMs = 1000;

/** Makes a server of one service, with grpc.health.v1, and reflection in both versions. */
export function createGrpcServer(parts: GrpcServerParts): GrpcServer {
  const stopping = new AbortController();
  const calls = new OpenCalls();
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
    stopping.abort(new ProxyError("shutting-down", "the server is shutting down and broke the call off"));
    await within(server.shutdown(), flushMs, parts.clock);
    server.forceShutdown();
  };
  return {
    listen: (host, port) => listenOn(server, host, port),
    async drain(graceMs) {
      health.stop();
      const finished = await within(calls.drain(), graceMs, parts.clock);
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
): Promise<number> {
  const address = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  try {
    return await server.listen(address);
  } catch (error) {
    const because = printable(error instanceof Error ? error.message : String(error), 300);
    throw new ProxyError("internal", `cannot listen on ${address}: ${because}`, { cause: error });
  }
}

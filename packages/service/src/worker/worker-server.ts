import { BackendServiceDefinition } from "@compute-proxy/api/backend/v1";
import { type Registry, serveBackends } from "@compute-proxy/backend";
import type { Clock } from "@compute-proxy/core";
import type { ErrorPlace } from "../call/guard-calls.js";
import { admitCalls } from "../server/admit-calls.js";
import { createGrpcServer, type GrpcServer, type ServerProtection } from "../server/grpc-server.js";
import { chooseBackend } from "./choose-backend.js";
import { type EndedCall, noteCalls } from "./note-calls.js";
import { workerPort } from "./worker-port.js";

/** What a worker is made of. The caller closes the registry, after the server. */
export interface WorkerServerParts {
  /** Its enabled backends are served, all on one port: a call names the one that it means. */
  readonly registry: Registry;
  readonly clock: Clock;
  /** Hears of each call when it has ended. */
  readonly onCall?: ((call: EndedCall) => void) | undefined;
  /** Gets what the caller is not told: an unexpected error, with its stack, and the id that the caller was given. */
  readonly onError?: ((error: unknown, place: ErrorPlace) => void) | undefined;
  readonly protection?: ServerProtection | undefined;
}

/** Makes the server of compute.backend.v1, for the proxies of other machines. */
export function createWorkerServer({ registry, clock, onCall, onError, protection }: WorkerServerParts): GrpcServer {
  const find = (id: string | undefined): ReturnType<typeof workerPort> =>
    workerPort(chooseBackend(registry.backends, id));
  return createGrpcServer({
    service: BackendServiceDefinition.fullName,
    clock,
    onError,
    protection,
    add: (server, calls) =>
      server
        .with(noteCalls(clock, onCall ?? (() => undefined)))
        .with(admitCalls(calls))
        .add(BackendServiceDefinition, serveBackends(find)),
  });
}

import { ComputeServiceDefinition } from "@compute-proxy/api";
import { computeService } from "../compute-service.js";
import type { ServiceParts } from "../service-parts.js";
import { admitCalls } from "./admit-calls.js";
import { createGrpcServer, type GrpcServer, type ServerProtection } from "./grpc-server.js";

/** What a server is made of. The caller closes the registry, after the server. */
export interface ComputeServerParts extends ServiceParts {
  /** Ids of calls, and so of runs. Default: random UUIDs. */
  readonly newRunId?: (() => string) | undefined;
  readonly protection?: ServerProtection | undefined;
}

/** Makes the server of ComputeService, for clients. */
export function createComputeServer(parts: ComputeServerParts): GrpcServer {
  return createGrpcServer({
    service: ComputeServiceDefinition.fullName,
    clock: parts.clock,
    newCallId: parts.newRunId,
    onError: parts.onError,
    protection: parts.protection,
    add: (server, calls) => server.with(admitCalls(calls)).add(ComputeServiceDefinition, computeService(parts, calls)),
  });
}

import type { Backend } from "@compute-proxy/api";
import { parseRemoteEndpoint } from "@compute-proxy/backend";
import type { Finding } from "../check/finding.js";
import type { Server } from "./configuration.js";
import { addressOf, type Endpoint, parseEndpoint } from "./endpoint.js";

/** A backend together with where its endpoint leads. */
interface Placed {
  readonly id: string;
  readonly address: string;
  readonly place: string;
}

/** Whether each backend has the endpoint that its type needs, and no two, nor we ourselves, share one. */
export function checkEndpoints(backends: readonly Backend[], server: Server): readonly Finding[] {
  const placed: Placed[] = [];
  return backends.flatMap((backend, index) => {
    const path = ["backends", index, "endpoint"];
    const missing = presence(backend);
    if (missing !== undefined) return [{ path, message: missing }];
    if (backend.endpoint === "") return [];
    const endpoint = endpointOf(backend);
    if (endpoint.kind === "refused")
      return [{ path, message: `backend "${backend.id}": the endpoint ${endpoint.because}` }];
    const messages = [...twins(backend, endpoint.place, placed), ...ownPort(backend, endpoint.address, server)];
    placed.push({ id: backend.id, ...endpoint });
    return messages.map((message) => ({ path, message }));
  });
}

function presence({ id, type, endpoint }: Backend): string | undefined {
  if (type === "simulated") return endpoint === "" ? undefined : `backend "${id}" is simulated: it has no endpoint`;
  return endpoint === "" ? `backend "${id}" of type ${type} needs an endpoint: http://host:port` : undefined;
}

/** A worker is reached by gRPC, so its endpoints are fewer; the path is one of its backends. */
function endpointOf({ type, endpoint }: Backend): Endpoint {
  const parsed = parseEndpoint(endpoint);
  if (type !== "remote" || parsed.kind === "refused") return parsed;
  const remote = parseRemoteEndpoint(endpoint);
  return remote.kind === "refused" ? remote : parsed;
}

function twins({ id }: Backend, place: string, before: readonly Placed[]): readonly string[] {
  const twin = before.find((other) => other.place === place);
  return twin ? [`backend "${id}" has the same endpoint as backend "${twin.id}" (${place})`] : [];
}

function ownPort({ id }: Backend, address: string, { host, grpcPort, httpPort }: Server): readonly string[] {
  const own = [
    { key: "grpc_port", port: grpcPort },
    { key: "http_port", port: httpPort ?? 0 },
  ].filter(({ port }) => port > 0 && addressOf(host, port) === address);
  return own.map(
    ({ key, port }) => `backend "${id}" has the proxy's own address as its endpoint (server.${key} is ${port})`,
  );
}

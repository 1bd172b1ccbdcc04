import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { ServerReflection, ServerReflectionService } from "nice-grpc-server-reflection";

/** What `list` shows; the descriptor set holds google.rpc's error details besides. */
const services = ["compute.v1.ComputeService", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection"];

/** The reflection service over the descriptors that packages/api ships. */
export function reflectionImplementation(): ReturnType<typeof ServerReflection> {
  const path = createRequire(import.meta.url).resolve("@compute-proxy/api/descriptor.binpb");
  return ServerReflection(new Uint8Array(readFileSync(path)), services);
}

/** grpc.reflection.v1. */
export const reflectionV1 = ServerReflectionService;

const info = ServerReflectionService.serverReflectionInfo;

/** The same messages under the path that older clients ask for. */
export const reflectionV1Alpha = {
  serverReflectionInfo: { ...info, path: "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo" },
};

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { ServerReflection, ServerReflectionService } from "nice-grpc-server-reflection";

/** What `list` shows beside the server's own service; the descriptor set holds google.rpc's error details besides. */
const always = ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection"];

type Reflection = ReturnType<typeof ServerReflection>;

/**
 * The reflection service over the descriptors that packages/api ships, for a server of one service of ours. The first call
 * reads them: a start does not wait for what few clients ask.
 */
export function reflectionImplementation(service: string): Reflection {
  let reflection: Reflection | undefined;
  return {
    serverReflectionInfo(requests, context) {
      reflection ??= readReflection(service);
      return reflection.serverReflectionInfo(requests, context);
    },
  };
}

function readReflection(service: string): Reflection {
  const path = createRequire(import.meta.url).resolve("@compute-proxy/api/descriptor.binpb");
  return ServerReflection(new Uint8Array(readFileSync(path)), [service, ...always]);
}

/** grpc.reflection.v1. */
export const reflectionV1 = ServerReflectionService;

const info = ServerReflectionService.serverReflectionInfo;

/** The same messages under the path that older clients ask for. */
export const reflectionV1Alpha = {
  serverReflectionInfo: { ...info, path: "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo" },
};

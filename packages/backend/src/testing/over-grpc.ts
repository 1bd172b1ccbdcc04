import { BackendServiceDefinition } from "@compute-proxy/api/backend/v1";
import { createChannel, createServer } from "nice-grpc";
import { errorDetailsServerMiddleware } from "nice-grpc-error-details";
import type { BackendPort } from "../port.js";
import { remoteBackend, type RemoteOptions } from "../remote-backend.js";
import { serveBackend } from "../serve-backend.js";

/** A port and the way to let go of what is behind it. */
export interface OpenPort {
  readonly port: BackendPort;
  close(): Promise<void>;
}

/** The same port as another machine sees it: served on a free port of 127.0.0.1 and called over gRPC. The test closes it. */
export async function overGrpc(port: BackendPort, remote: RemoteOptions = {}): Promise<OpenPort> {
  const server = createServer().use(errorDetailsServerMiddleware);
  server.add(BackendServiceDefinition, serveBackend(port));
  const number = await server.listen("127.0.0.1:0");
  const channel = createChannel(`127.0.0.1:${number}`);
  return {
    port: remoteBackend(channel, "the remote backend", remote),
    async close() {
      channel.close();
      await server.shutdown();
    },
  };
}

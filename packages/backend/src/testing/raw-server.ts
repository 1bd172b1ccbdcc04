import { createServer, type Socket } from "node:net";

/** An engine without manners. The test closes it. */
export interface RawServer {
  /** http://127.0.0.1:port */
  readonly url: string;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

/** Starts a TCP server on 127.0.0.1 that speaks to each connection as the test likes, once something came. */
export async function startRawServer(speak: (socket: Socket) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).once("close", () => sockets.delete(socket));
    socket.once("data", () => speak(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { createServer, type Socket } from "node:net";

/** What a server of a test does with a request: `connection` and `request` count from 0, the second within its connection. */
export type Script = (at: ScriptedRequest) => void;

/** One request. */
interface ScriptedRequest {
  readonly connection: number;
  readonly request: number;
  readonly text: string;
  readonly socket: Socket;
}

/** A server that answers request by request, as the test says. */
export interface ScriptedServer {
  readonly port: number;
  /** Requests of each connection, in the order in which the connections came. */
  readonly requests: readonly number[];
  /** Resolves when all connections have been closed. */
  whenClosed(): Promise<void>;
  close(): Promise<void>;
}

/** An answer of two letters that leaves the connection open. */
export const shortAnswer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

/** Starts one on 127.0.0.1. Requests are small: each comes in one piece. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const requests: number[] = [];
  const sockets = new Set<Socket>();
  let allClosed = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    const connection = requests.push(0) - 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => {
      sockets.delete(socket);
      if (sockets.size === 0) allClosed.resolve();
      allClosed = Promise.withResolvers<void>();
    });
    socket.on("data", (bytes) => {
      const request = requests[connection] ?? 0;
      requests[connection] = request + 1;
      script({ connection, request, text: bytes.toString(), socket });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    requests,
    whenClosed: () => (sockets.size === 0 ? Promise.resolve() : allClosed.promise),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

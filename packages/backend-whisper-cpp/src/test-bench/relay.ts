import { connect, createServer, type Socket } from "node:net";

/** Stands before a real engine and sees its connections. The test closes it. */
export interface Relay {
  readonly url: string;
  /** Connections over which something was sent, and which neither side has closed. */
  openRequests(): number;
  close(): Promise<void>;
}

/** Passes every byte on, and a close of either side to the other. */
export async function startRelay(endpoint: string): Promise<Relay> {
  const { hostname, port } = new URL(endpoint);
  const working = new Set<Socket>();
  const server = createServer((client) => {
    const engine = connect(Number(port), hostname);
    client.once("data", () => working.add(client));
    const end = (): void => {
      working.delete(client);
      client.destroy();
      engine.destroy();
    };
    for (const socket of [client, engine]) socket.on("error", end).once("close", end);
    client.pipe(engine).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    openRequests: () => working.size,
    async close() {
      for (const client of working) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

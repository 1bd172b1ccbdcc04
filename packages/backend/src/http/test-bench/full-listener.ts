import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";

/** A port that takes no further connection: to whoever asks, a black hole. */
export interface FullListener {
  readonly port: number;
  close(): Promise<void>;
}

const program = `
  const server = require("node:net").createServer();
  server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => process.send(server.address().port));
`;

/** Starts a process that listens, stops it, and fills its queue, which holds two. */
export async function startFullListener(): Promise<FullListener> {
  const listener = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const [port] = (await once(listener, "message")) as [number];
  listener.kill("SIGSTOP");
  const sockets = Array.from({ length: 8 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
  await once(sockets[0] ?? listener, "connect");
  return {
    port,
    async close() {
      for (const socket of sockets) socket.destroy();
      const ended = once(listener, "exit");
      listener.kill("SIGKILL");
      await ended;
    },
  };
}

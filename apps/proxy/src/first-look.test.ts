import { once } from "node:events";
import { connect, createServer } from "node:net";
import { FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createLog } from "./log.js";
import { openProxy } from "./open-proxy.js";
import { lifecycleBench, until } from "./testing/lifecycle-bench.js";
import { ownPort } from "./testing/own-port.js";

const bench = lifecycleBench();
afterEach(() => bench.clear());

/** Somebody who takes connections and says nothing. */
async function listeningPort(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((socket) => void socket.resume()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    async close() {
      server.close();
      await once(server, "close");
    },
  };
}

function canConnect(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  return once(socket, "connect")
    .then(
      () => true,
      () => false,
    )
    .finally(() => socket.destroy());
}

describe("the first look at the backends", () => {
  it("keeps no call waiting, and the start for a second at most", async () => {
    const silent = await listeningPort();
    const configFile = await bench.configFile(`http://127.0.0.1:${silent.port}`, { health: { enabled: true } });
    const clock = new FakeClock();
    const log = createLog({ level: "silent", destination: { write: () => undefined } });

    let isStarted = false;
    const starting = openProxy({ configFile, port: ownPort, announce: false, log, clock });
    const started = starting.finally(() => (isStarted = true));
    const client = bench.client(`127.0.0.1:${ownPort}`);
    await until(() => canConnect(ownPort));
    const answer = await client.healthCheck({});
    const wasStarted = isStarted;
    await clock.advance(1000);
    const proxy = await started;
    client.close();
    await proxy.close();
    await silent.close();

    expect(wasStarted).toBe(false);
    expect(answer.backendHealth).toEqual({ only: expect.stringMatching(/^unknown/u) });
  });
});

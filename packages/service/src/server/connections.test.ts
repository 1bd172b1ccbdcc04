import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { connect as connectSocket, type Socket } from "node:net";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { startTestService, type TestService, until, wireClient } from "../testing/index.js";

const generation = { prompt: "hi", model: "small" };
const closing: Array<() => void> = [];
let service: TestService;

afterEach(async () => {
  for (const close of closing.splice(0)) close();
  await service.close();
});

function socketTo({ address }: TestService): Socket {
  const socket = connectSocket(Number(address.split(":")[1]), "127.0.0.1").on("error", () => undefined);
  closing.push(() => socket.destroy());
  return socket;
}

/** Whether the server keeps a connection: then it speaks first, with its SETTINGS. */
function isKept(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once("data", () => resolve(true));
    socket.once("close", () => resolve(false));
  });
}

function sessionTo({ address }: TestService): ClientHttp2Session {
  const session = connect(`http://${address}`).on("error", () => undefined);
  closing.push(() => session.destroy());
  return session;
}

describe("the connections of a server", () => {
  it("are limited: one too many is closed at once and told, the others go on, and a place is free again when one ends", async () => {
    let refused = 0;
    const protection = { maxConnections: 2, onRefused: () => void (refused += 1) };
    service = await startTestService({
      backends: [scriptedBackend({ id: "npu" }, () => ({ deltas: ["hi"] }))],
      protection,
    });
    const first = socketTo(service);
    expect(await isKept(first)).toBe(true);
    const { compute, channel } = wireClient(service.address);
    closing.push(() => channel.close());
    await compute.healthCheck({});

    expect(await isKept(socketTo(service))).toBe(false);
    expect(refused).toBe(1);
    await expect(compute.generate(generation)).resolves.toMatchObject({ response: "hi" });
    first.destroy();
    while (!(await isKept(socketTo(service)))) await new Promise((resolve) => setImmediate(resolve));
  });

  it("are told to leave when the server drains, also those without a call; a new one is heard and refused", async () => {
    const gate = deferred();
    const backend = scriptedBackend({ id: "npu" }, () => ({ deltas: ["hi"], before: () => gate.promise }));
    service = await startTestService({ backends: [backend], clock: new FakeClock() });
    const idle = sessionTo(service);
    await once(idle, "connect");
    const { compute, channel } = wireClient(service.address);
    closing.push(() => channel.close());
    const running = compute.generate(generation);
    await until(() => backend.open() === 1);
    const told = once(idle, "goaway");

    const drained = service.server.drain(30_000);
    await told;
    const { status } = await wireHealth();
    gate.resolve();

    expect(status).toBe("NOT_SERVING");
    await expect(running).resolves.toMatchObject({ response: "hi" });
    await expect(drained).resolves.toBe("clean");
  });
});

/** The health as a client sees it that connects now. */
async function wireHealth() {
  const { compute, channel } = wireClient(service.address, { "grpc.use_local_subchannel_pool": 1 });
  closing.push(() => channel.close());
  return compute.healthCheck({});
}

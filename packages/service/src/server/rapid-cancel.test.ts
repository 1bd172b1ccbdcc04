import { afterEach, describe, expect, it } from "@jest/globals";
import {
  neverAnswers,
  startTestService,
  type TestService,
  until,
  wireClient,
  type WireClient,
  wireFailure,
} from "../testing/index.js";

const generation = { prompt: "hi", model: "small" };
/** Few enough to wait for one engine together. */
const atOnce = 50;

let service: TestService;
const clients: WireClient[] = [];

afterEach(async () => {
  for (const { channel } of clients.splice(0)) channel.close();
  await service.close();
});

/** Runs that have begun. */
function runs(): number {
  return service.events.filter(({ event }) => event?.$case === "runStart").length;
}

function connect(): WireClient["compute"] {
  const client = wireClient(service.address, { "grpc.use_local_subchannel_pool": 1 });
  clients.push(client);
  return client.compute;
}

describe("a client that cancels more than a thousand calls within seconds", () => {
  it("loses its connection and what runs on it, and nobody else does", async () => {
    const engine = neverAnswers("npu");
    service = await startTestService({ backends: [engine.backend] });
    const [hasty, quiet] = [connect(), connect()];
    const connection = { lost: false };
    const running = wireFailure(hasty.generate(generation)).finally(() => (connection.lost = true));
    const stays = new AbortController();
    const kept = quiet.generate(generation, { signal: stays.signal }).catch((error: unknown) => error);
    await until(() => runs() === 2);

    for (let cancelled = 0; cancelled < 2000 && !connection.lost; cancelled += atOnce) {
      const stop = new AbortController();
      const begun = runs();
      const calls = Array.from({ length: atOnce }, () => hasty.generate(generation, { signal: stop.signal }));
      const over = Promise.allSettled(calls);
      await until(() => connection.lost || runs() === begun + atOnce);
      stop.abort();
      await over;
    }

    expect((await running).status).toBe("INTERNAL");
    await until(() => engine.open() === 1);
    // The next call makes a new connection by itself.
    await expect(hasty.healthCheck({})).resolves.toMatchObject({ status: "SERVING" });
    stays.abort();
    await kept;
  });
});

import { scriptedBackend } from "@compute-proxy/backend/testing";
import { FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { Metadata } from "nice-grpc-common";
import { startTestService, type TestService, until, wireClient, type WireClient } from "../testing/index.js";

const kibibyte = "x".repeat(1024);
const deltas = Array<string>(50_000).fill(kibibyte);

let service: TestService;
let client: WireClient;

afterEach(async () => {
  client.channel.close();
  await service.close();
});

/** Waits until a number has stood still for many turns of the event loop. */
async function standstill(count: () => number): Promise<number> {
  let [last, still] = [count(), 0];
  await until(() => {
    still = count() === last ? still + 1 : 0;
    last = count();
    return still > 2000;
  });
  return last;
}

describe("a client that stops reading", () => {
  it("stops the engine's text: the server does not collect what nobody takes", async () => {
    let asked = 0;
    const before = async (index: number): Promise<void> => {
      asked = index;
    };
    const backend = scriptedBackend({ id: "npu" }, () => ({ deltas, before }));
    service = await startTestService({ backends: [backend] });
    client = wireClient(service.address);
    const tokens = client.compute.generateStream({ prompt: "hi", model: "small" })[Symbol.asyncIterator]();

    await tokens.next();
    const standing = await standstill(() => asked);

    expect(standing).toBeLessThan(deltas.length / 20);
    await tokens.return?.();
    await until(() => backend.open() === 0);
  });

  it("does not keep the engine past the deadline", async () => {
    const backend = scriptedBackend({ id: "npu" }, () => ({ deltas, before: () => Promise.resolve() }));
    const clock = new FakeClock();
    service = await startTestService({ backends: [backend], clock });
    client = wireClient(service.address);
    const metadata = Metadata({ "grpc-timeout": "60S" });
    const stream = client.compute.generateStream({ prompt: "hi", model: "small" }, { metadata });
    const tokens = stream[Symbol.asyncIterator]();

    await tokens.next();
    await clock.advance(60_000);
    await until(() => backend.open() === 0);

    expect(backend.requests).toHaveLength(1);
    await tokens.return?.();
  });
});

import { ExecutePipelineRequest, Pipeline } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { createClient } from "nice-grpc";
import { HealthDefinition } from "nice-grpc-server-health";
import {
  neverAnswers,
  startTestService,
  type TestParts,
  type TestService,
  until,
  wireClient,
  type WireClient,
  wireFailure,
} from "../testing/index.js";
import { createComputeServer } from "./compute-server.js";

const pipelines = [
  Pipeline.fromPartial({ id: "one", stages: [{ id: "only", type: "text_generation", model: "small" }] }),
];
const generation = { prompt: "hi", model: "small" };
const mebibyte = 1024 * 1024;

let service: TestService;
let client: WireClient;

async function start(parts: TestParts): Promise<WireClient["compute"]> {
  service = await startTestService(parts);
  client = wireClient(service.address, { "grpc.max_send_message_length": -1, "grpc.max_receive_message_length": -1 });
  return client.compute;
}

afterEach(async () => {
  client.channel.close();
  await service.close();
});

/** A backend that answers when the test says so. */
function waits(): { readonly backend: ReturnType<typeof scriptedBackend>; readonly answer: () => void } {
  const gate = deferred();
  return {
    backend: scriptedBackend({ id: "npu" }, () => ({ deltas: ["hi"], before: () => gate.promise })),
    answer: gate.resolve,
  };
}

describe("drain", () => {
  it("lets running calls finish, refuses new ones, and says NOT_SERVING meanwhile", async () => {
    const { backend, answer } = waits();
    const compute = await start({ backends: [backend], clock: new FakeClock() });
    const health = createClient(HealthDefinition, client.channel);
    const running = compute.generate(generation);
    await until(() => backend.open() === 1);

    const drained = service.server.drain(30_000);
    const refused = await wireFailure(compute.generate(generation));
    const [ours, whole, byName] = await Promise.all([
      compute.healthCheck({}),
      health.check({ service: "" }),
      health.check({ service: "compute.v1.ComputeService" }),
    ]);
    answer();

    await expect(running).resolves.toMatchObject({ response: "hi" });
    await expect(drained).resolves.toBe("clean");
    expect(refused).toMatchObject({ status: "UNAVAILABLE", reason: "shutting-down" });
    expect([ours.status, whole.status, byName.status]).toEqual(["NOT_SERVING", 2, 2]);
  });

  it("breaks off what is still running when the grace is over, with UNAVAILABLE, and ends the engine's work", async () => {
    const clock = new FakeClock();
    const engine = neverAnswers("npu");
    const compute = await start({ backends: [engine.backend], clock });
    const running = wireFailure(compute.generate(generation));
    await until(() => engine.open() === 1);

    const drained = service.server.drain(30_000);
    await clock.advance(29_999);
    expect(engine.open()).toBe(1);
    await clock.advance(1);

    await expect(drained).resolves.toBe("forced");
    await expect(running).resolves.toMatchObject({ status: "UNAVAILABLE", reason: "shutting-down" });
    expect(engine.ended).toEqual(["shutting-down"]);
  });

  it("is clean at once when nothing runs, also with somebody watching the health", async () => {
    await start({ backends: [], clock: new FakeClock() });
    const health = createClient(HealthDefinition, client.channel);
    const seen: number[] = [];
    const watching = (async () => {
      for await (const { status } of health.watch({ service: "" })) seen.push(status);
    })();
    const ended = expect(watching).rejects.toThrow("UNAVAILABLE");
    await until(() => seen.length === 1);

    await expect(service.server.drain(30_000)).resolves.toBe("clean");

    await ended;
    expect(seen[0]).toBe(1);
  });
});

describe("close", () => {
  it("breaks running calls off", async () => {
    const engine = neverAnswers("npu");
    const compute = await start({ backends: [engine.backend] });
    const running = wireFailure(compute.generate(generation));
    await until(() => engine.open() === 1);

    await service.server.close();

    await expect(running).resolves.toMatchObject({ status: "UNAVAILABLE", reason: "shutting-down" });
    expect(engine.open()).toBe(0);
  });
});

describe("grpc.health.v1", () => {
  it.each([{ service: "" }, { service: "compute.v1.ComputeService" }])('serves "$service"', async (request) => {
    await start({ backends: [] });

    await expect(createClient(HealthDefinition, client.channel).check(request)).resolves.toEqual({ status: 1 });
  });

  it("does not know other services", async () => {
    await start({ backends: [] });

    await expect(createClient(HealthDefinition, client.channel).check({ service: "other" })).rejects.toThrow(
      "NOT_FOUND",
    );
  });
});

describe("listen", () => {
  it("names the address that it cannot have", async () => {
    await start({ backends: [] });
    const port = Number(service.address.split(":")[1]);
    const { registry } = service;
    const catalog = { enabled: true, entries: [], groups: [], problems: [] };
    const routing = { defaultBackend: undefined, fallbackStrategy: "fail" } as const;

    const second = createComputeServer({ catalog, registry, routing, clock: new FakeClock() });

    await expect(second.listen("127.0.0.1", port)).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: the port is in use: stop the program that has it, or choose another`,
    );
    await second.close();
  });
});

describe("the size of messages", () => {
  const request = (bytes: number): ReturnType<typeof ExecutePipelineRequest.fromPartial> =>
    ExecutePipelineRequest.fromPartial({ pipelineId: "one", input: { audio: { data: new Uint8Array(bytes) } } });

  it("takes 31 MiB, and says what is wrong with them", async () => {
    const compute = await start({ backends: [neverAnswers("npu").backend], pipelines });

    expect(
      (await wireFailure(compute.executePipeline(request(31 * mebibyte)))).violations.map(({ field }) => field),
    ).toContain("input.audio");
  });

  it("refuses more than 32 MiB with RESOURCE_EXHAUSTED", async () => {
    const compute = await start({ backends: [], pipelines });

    await expect(compute.executePipeline(request(32 * mebibyte))).rejects.toThrow("RESOURCE_EXHAUSTED");
  });

  it("answers with more than 4 MiB", async () => {
    const text = "x".repeat(6 * mebibyte);
    const compute = await start({ backends: [scriptedBackend({ id: "npu" }, () => ({ deltas: [text] }))] });

    expect((await compute.generate(generation)).response).toHaveLength(text.length);
  });
});

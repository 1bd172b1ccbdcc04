import { Annotations, ExecutePipelineRequest, Pipeline } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { Client, credentials, type ServiceError, status } from "@grpc/grpc-js";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startTestService, type TestService } from "../testing/index.js";

const pipelines = [
  Pipeline.fromPartial({ id: "one", stages: [{ id: "only", type: "text_generation", model: "small" }] }),
];
const method = "/compute.v1.ComputeService/ExecutePipeline";

let service: TestService;
let client: Client;

beforeEach(async () => {
  service = await startTestService({
    backends: [scriptedBackend({ id: "npu" }, () => ({ deltas: ["hi"] }))],
    pipelines,
  });
  client = new Client(service.address, credentials.createInsecure());
});

afterEach(async () => {
  client.close();
  await service.close();
});

/** Sends bytes as they are, and gives the status that comes back. */
function send(bytes: Uint8Array): Promise<{ readonly code: number; readonly details: string }> {
  const identity = (value: Buffer): Buffer => value;
  return new Promise((resolve) => {
    client.makeUnaryRequest(method, identity, identity, Buffer.from(bytes), (error: ServiceError | null) =>
      resolve({ code: error?.code ?? status.OK, details: error?.details ?? "" }),
    );
  });
}

const good = ExecutePipelineRequest.fromPartial({ pipelineId: "one", input: { text: "hi" } });

describe("the server", () => {
  it("is not touched by keys that are __proto__: the generated code drops them", async () => {
    const hostile = Object.fromEntries([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
    const annotations = Annotations.fromPartial({});
    const request = { ...good, annotations: { ...annotations, custom: hostile } };

    const { code } = await send(ExecutePipelineRequest.encode(request).finish());

    const [first] = service.events;
    expect(code).toBe(status.OK);
    expect(first?.event?.$case === "runStart" && Object.entries(first.event.value.labels)).toEqual([
      ["constructor", "y"],
    ]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it.each([
    { what: "an empty request", bytes: new Uint8Array(), code: status.INVALID_ARGUMENT },
    { what: "unknown fields alone", bytes: new Uint8Array([0xf8, 0x07, 0x01]), code: status.INVALID_ARGUMENT },
    { what: "no protobuf", bytes: new Uint8Array([0xff, 0xff, 0xff]), code: status.INTERNAL },
    { what: "an id that is no UTF-8", bytes: new Uint8Array([0x0a, 0x02, 0xc3, 0x28]), code: status.NOT_FOUND },
  ])("answers $what with a status and lives on", async ({ bytes, code }) => {
    expect((await send(bytes)).code).toBe(code);

    expect((await send(ExecutePipelineRequest.encode(good).finish())).code).toBe(status.OK);
  });
});

import { Pipeline } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Channel, createChannel, createClient } from "nice-grpc";
import { startTestService, type TestService } from "../testing/index.js";
import { reflectionV1, reflectionV1Alpha } from "./reflection.js";

const pipelines = [
  Pipeline.fromPartial({ id: "one", stages: [{ id: "only", type: "text_generation", model: "small" }] }),
];

let service: TestService;
let channel: Channel;

beforeEach(async () => {
  service = await startTestService({
    backends: [scriptedBackend({ id: "npu" }, () => ({ deltas: ["Hello"] }))],
    pipelines,
  });
  channel = createChannel(service.address);
});

afterEach(async () => {
  channel.close();
  await service.close();
});

/** A ServerReflectionRequest with one text field, from its number: 4 asks for a symbol, 7 for the services. */
function ask(field: number, text: string): ReturnType<typeof reflectionV1.serverReflectionInfo.requestDeserialize> {
  const tag = (field << 3) | 2;
  return reflectionV1.serverReflectionInfo.requestDeserialize(Buffer.from([tag, text.length, ...Buffer.from(text)]));
}

async function* once<T>(item: T): AsyncIterable<T> {
  yield item;
}

describe.each([
  { version: "v1", definition: reflectionV1 },
  { version: "v1alpha", definition: reflectionV1Alpha },
])("reflection $version", ({ definition }) => {
  it("lists our service, health and reflection", async () => {
    const client = createClient(definition, channel);

    const names: string[] = [];
    for await (const response of client.serverReflectionInfo(once(ask(7, "*")))) {
      names.push(...(response.getListServicesResponse()?.getServiceList() ?? []).map((item) => item.getName()));
    }

    expect(names).toEqual([
      "compute.v1.ComputeService",
      "grpc.health.v1.Health",
      "grpc.reflection.v1.ServerReflection",
    ]);
  });

  it.each([
    "compute.v1.ComputeService",
    "compute.v1.ExecutePipelineRequest",
    "grpc.health.v1.Health",
    "grpc.reflection.v1.ServerReflection",
    "google.rpc.BadRequest",
    "google.rpc.ErrorInfo",
    "google.protobuf.Struct",
  ])("describes %s", async (symbol) => {
    const client = createClient(definition, channel);

    const files: number[] = [];
    for await (const response of client.serverReflectionInfo(once(ask(4, symbol)))) {
      files.push(response.getFileDescriptorResponse()?.getFileDescriptorProtoList().length ?? 0);
    }

    expect(files).toEqual([1]);
  });
});

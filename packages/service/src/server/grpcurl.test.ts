import { execFile } from "node:child_process";
import { Pipeline } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { startTestService, type TestService } from "../testing/index.js";

/** Path of a stock grpcurl; without it these tests are counted as skipped. */
const grpcurl = process.env["COMPUTE_PROXY_TEST_GRPCURL"] ?? "";
const pipelines = [
  Pipeline.fromPartial({ id: "one", stages: [{ id: "only", type: "text_generation", model: "small" }] }),
];

let service: TestService;

beforeEach(async () => {
  service = await startTestService({
    backends: [scriptedBackend({ id: "npu" }, () => ({ deltas: ["Hello", " there"] }))],
    pipelines,
  });
});

afterEach(async () => {
  await service.close();
});

/** What it prints, of both outputs: it has nothing but reflection to go by. */
function ask(words: readonly string[], data?: object): Promise<string> {
  const flags = ["-plaintext", ...(data ? ["-d", JSON.stringify(data)] : [])];
  return new Promise((resolve) => {
    execFile(grpcurl, [...flags, service.address, ...words], (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

(grpcurl === "" ? describe.skip : describe)("stock grpcurl", () => {
  it("lists the services", async () => {
    expect((await ask(["list"])).trim().split("\n")).toEqual([
      "compute.v1.ComputeService",
      "grpc.health.v1.Health",
      "grpc.reflection.v1.ServerReflection",
    ]);
  });

  it("describes the service and every message of it", async () => {
    const described = await ask(["describe"]);

    expect(described).toContain(
      "rpc ExecutePipeline ( .compute.v1.ExecutePipelineRequest ) returns ( .compute.v1.ExecutePipelineResponse );",
    );
    expect(await ask(["describe", "compute.v1.Payload"])).toContain("google.protobuf.Struct data = 6;");
  });

  it("prints the run under the names of the contract, in their order", async () => {
    const printed = await ask(["compute.v1.ComputeService/ExecutePipeline"], {
      pipeline_id: "one",
      input: { text: "hi" },
    });

    const response: unknown = JSON.parse(printed);
    expect(response).toMatchObject({
      pipeline_id: "one",
      success: true,
      final_output: { text: "Hello there" },
      stage_results: [
        { stage_id: "only", backend: "npu", success: true, metadata: { forwarded: false, attempt_count: 1 } },
      ],
      run_id: expect.stringMatching(/^call-/),
    });
    expect(Object.keys(response as object).slice(0, 4)).toEqual([
      "pipeline_id",
      "success",
      "final_output",
      "stage_results",
    ]);
  });

  it("prints each message of a stream", async () => {
    const printed = await ask(["compute.v1.ComputeService/GenerateStream"], { prompt: "hi", model: "small" });

    expect(printed).toContain('"token": "Hello"');
    expect(printed).toContain('"done": true');
  });

  it("prints the violations of a bad request by name", async () => {
    const printed = await ask(["compute.v1.ComputeService/Generate"], { options: { top_p: 2 } });

    expect(printed).toContain("Code: InvalidArgument");
    expect(printed).toContain("google.rpc.BadRequest");
    expect(printed).toMatch(/"field":\s*"prompt"/);
    expect(printed).toMatch(/"field":\s*"options\.top_p"/);
  });

  it("asks for the health", async () => {
    const printed = await ask(["grpc.health.v1.Health/Check"], { service: "compute.v1.ComputeService" });

    expect(JSON.parse(printed)).toEqual({ status: "SERVING" });
  });
});

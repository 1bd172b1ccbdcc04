import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { fromBinary } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";

const descriptor = fromBinary(FileDescriptorSetSchema, readFileSync(new URL("../descriptor.binpb", import.meta.url)));
const messages = new Map(
  descriptor.file
    .filter((file) => file.package === "compute.v1")
    .flatMap((file) => file.messageType.map((message) => [message.name, message] as const)),
);

/** The fields that clients, scripts and printed answers rely on. A message may have more; none of these may change. */
describe("the contract", () => {
  it.each([
    {
      message: "ExecutePipelineRequest",
      fields: [
        "string pipeline_id = 1",
        "PipelineInput input = 2",
        "PipelineOptions options = 3",
        "Annotations annotations = 4",
        "Pipeline inline_pipeline = 5",
      ],
    },
    {
      message: "ExecutePipelineResponse",
      fields: [
        "string pipeline_id = 1",
        "optional bool success = 2",
        "Payload final_output = 3",
        "repeated StageResult stage_results = 4",
        "int32 total_time_ms = 5",
      ],
    },
    {
      message: "StageResult",
      fields: ["string stage_id = 1", "string backend = 2", "optional bool success = 3", "StageMetadata metadata = 4"],
    },
    {
      message: "StageMetadata",
      fields: ["optional bool forwarded = 1", "optional double confidence = 2", "int32 attempt_count = 3"],
    },
    { message: "PipelineStreamResponse", fields: ["string run_id = 1", "uint32 sequence = 2", "double at_ms = 3"] },
    {
      message: "Audio",
      fields: ["bytes data = 1", "string mime_type = 2", "uint32 sample_rate_hz = 3", "uint32 channels = 4"],
    },
    {
      message: "GenerateRequest",
      fields: [
        "string prompt = 1",
        "string model = 2",
        "Annotations annotations = 3",
        "GenerationOptions options = 4",
        "repeated ChatMessage messages = 5",
      ],
    },
    {
      message: "GenerateResponse",
      fields: ["string response = 1", "string backend_used = 2", "StageMetadata metadata = 3"],
    },
    {
      message: "GenerateStreamResponse",
      fields: ["string token = 1", "optional bool done = 2", "string backend_used = 3", "StageMetadata metadata = 4"],
    },
    { message: "EmbedRequest", fields: ["string text = 1", "string model = 2", "Annotations annotations = 3"] },
    { message: "EmbedResponse", fields: ["repeated float embedding = 1", "string backend_used = 2"] },
    { message: "ListBackendsRequest", fields: ["string type_filter = 1"] },
    {
      message: "HealthCheckResponse",
      fields: ["string status = 1", "repeated BackendHealthEntry backend_health = 2"],
    },
  ])("keeps name, number and type of the fields of $message", ({ message, fields }) => {
    expect(declarations(message).slice(0, fields.length)).toEqual(fields);
  });

  it.each([
    {
      message: "StageResult",
      names: ["output", "error", "skipped_because"],
    },
    {
      message: "StageMetadata",
      names: [
        "forward_reason",
        "model",
        "requested_model",
        "device",
        "tokens_in",
        "tokens_out",
        "ttft_ms",
        "duration_ms",
        "confidence_detail",
        "none_passed",
        "attempts",
        "energy",
        "simulated",
        "emulated",
      ],
    },
    { message: "ExecutePipelineResponse", names: ["error", "run_id", "energy"] },
    {
      message: "PipelineInput",
      names: ["text", "audio", "embedding", "documents", "candidates", "data", "variables", "messages"],
    },
    {
      message: "Annotations",
      names: ["target", "latency_critical", "prefer_power_efficiency", "max_latency_ms", "max_power_watts", "custom"],
    },
  ])("has in $message: $names", ({ message, names }) => {
    expect(fieldsOf(message).map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  it.each([
    { message: "Payload", oneof: "kind", members: ["text", "audio", "embedding", "documents", "candidates", "data"] },
    {
      message: "PipelineStreamResponse",
      oneof: "event",
      members: [
        "run_start",
        "stage_start",
        "attempt_start",
        "text_delta",
        "audio_delta",
        "attempt_end",
        "forwarded",
        "retracted",
        "stage_end",
        "run_end",
      ],
    },
  ])("has exactly one of $members in $message", ({ message, oneof, members }) => {
    const index = messageNamed(message).oneofDecl.findIndex(({ name }) => name === oneof);
    const found = fieldsOf(message).filter((field) => field.oneofIndex === index && !field.proto3Optional);

    expect(index).toBeGreaterThanOrEqual(0);
    expect(found.filter(({ label }) => label === Label.OPTIONAL).map(({ name }) => name)).toEqual(
      expect.arrayContaining(members),
    );
  });

  it("tells an unset option from a false or zero one", () => {
    const unclear = ["PipelineOptions", "GenerationOptions"].flatMap((message) =>
      fieldsOf(message).flatMap((field) =>
        field.proto3Optional || field.label === Label.REPEATED ? [] : [field.name],
      ),
    );

    expect(unclear).toEqual([]);
  });

  it("has the RPCs of compute.v1.ComputeService", () => {
    const service = descriptor.file.flatMap((file) => file.service).find(({ name }) => name === "ComputeService");
    const rpcs = service?.method.map(({ name, serverStreaming }) => (serverStreaming ? `${name} (stream)` : name));

    expect(rpcs).toEqual([
      "ExecutePipeline",
      "ExecutePipelineStream (stream)",
      "Generate",
      "GenerateStream (stream)",
      "Embed",
      "Transcribe",
      "Synthesize",
      "ReportOutcome",
      "ListPipelines",
      "GetPipeline",
      "ListBackends",
      "HealthCheck",
    ]);
  });
});

/** The fields as a proto file declares them, by number: the order in which grpcurl prints them. */
function declarations(message: string): readonly string[] {
  return fieldsOf(message)
    .toSorted((a, b) => a.number - b.number)
    .map((field) => `${labelOf(field)}${typeOf(field)} ${field.name} = ${field.number}`);
}

function labelOf(field: FieldDescriptorProto): string {
  if (field.label === Label.REPEATED) return "repeated ";
  return field.proto3Optional ? "optional " : "";
}

function typeOf(field: FieldDescriptorProto): string {
  return field.type === Type.MESSAGE ? (field.typeName.split(".").at(-1) ?? "") : Type[field.type].toLowerCase();
}

function fieldsOf(message: string): readonly FieldDescriptorProto[] {
  return messageNamed(message).field;
}

function messageNamed(name: string): DescriptorProto {
  const message = messages.get(name);
  if (message === undefined) throw new Error(`compute.v1.${name} is not in the descriptor set`);
  return message;
}

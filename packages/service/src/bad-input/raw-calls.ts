import type { DescMethod } from "@bufbuild/protobuf";
import { ExecutePipelineResponse, PipelineStreamResponse } from "@compute-proxy/api";
import type { Violation } from "@compute-proxy/core";
import { fromGrpcError } from "@compute-proxy/core/grpc";
import { type CallOptions, type Channel, createClientFactory, type MethodDefinition } from "nice-grpc";
import { ClientError, Status } from "nice-grpc-common";
import { errorDetailsClientMiddleware } from "nice-grpc-error-details";

/** How a call ended. */
export interface CallEnd {
  /** The status; of a run that ended with success=false, "OK, " and the code of its error. */
  readonly status: string;
  readonly message: string;
  readonly violations: readonly Violation[];
}

type RawMethod<Streams extends boolean> = MethodDefinition<
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  false,
  Streams
>;

const identity = (bytes: Uint8Array): Uint8Array => bytes;
const codecs = {
  requestStream: false,
  requestSerialize: identity,
  requestDeserialize: identity,
  responseSerialize: identity,
  responseDeserialize: identity,
  options: {},
} as const;

/** Sends bytes as a request of a method, whatever they are. */
export async function rawCall(
  channel: Channel,
  method: DescMethod,
  bytes: Uint8Array,
  options: CallOptions = {},
): Promise<CallEnd> {
  const answers: Uint8Array[] = [];
  try {
    await collect(channel, method, bytes, answers, options);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    const { violations } = fromGrpcError(error, "server");
    return { status: Status[error.code] ?? "", message: error.details, violations };
  }
  return { status: statusOf(method, answers.at(-1)), message: "", violations: [] };
}

async function collect(
  channel: Channel,
  method: DescMethod,
  bytes: Uint8Array,
  answers: Uint8Array[],
  options: CallOptions,
): Promise<void> {
  const path = `/${method.parent.typeName}/${method.name}`;
  const clients = createClientFactory().use(errorDetailsClientMiddleware);
  if (method.methodKind === "server_streaming") {
    const streamed: RawMethod<true> = { ...codecs, path, responseStream: true };
    for await (const answer of clients.create({ streamed }, channel).streamed(bytes, options)) answers.push(answer);
  } else {
    const unary: RawMethod<false> = { ...codecs, path, responseStream: false };
    answers.push(await clients.create({ unary }, channel).unary(bytes, options));
  }
}

function statusOf(method: DescMethod, last: Uint8Array | undefined): string {
  const run = last && endOfRun(method, last);
  return run?.success === false ? `OK, ${run.error?.reason}` : "OK";
}

function endOfRun(method: DescMethod, last: Uint8Array): ExecutePipelineResponse | undefined {
  if (method.output.name === "ExecutePipelineResponse") return ExecutePipelineResponse.decode(last);
  if (method.output.name !== "PipelineStreamResponse") return undefined;
  const { event } = PipelineStreamResponse.decode(last);
  return event?.$case === "runEnd" ? event.value : undefined;
}

import { ComputeServiceDefinition } from "@compute-proxy/api";
import { type Clock, systemClock } from "@compute-proxy/core";
import { ChannelCredentials, type ChannelOptions, createChannel, createClientFactory } from "nice-grpc";
import { errorDetailsClientMiddleware } from "nice-grpc-error-details";
import { checkAddress, checkAttempts, checkDeadline, wireOptions } from "./call-options.js";
import { callPolicy } from "./call-policy.js";
import type { ComputeMethods } from "./compute-methods.js";
import { type PipelineRuns, pipelineRuns } from "./run-pipeline.js";

/** How a client behaves. */
export interface ComputeClientOptions {
  /** "host:port", as in "127.0.0.1:50051". The connection is made with the first call. */
  readonly address: string;
  /** For calls that bring none, in ms. Default: no deadline. */
  readonly deadlineMs?: number | undefined;
  /** Attempts of a call when the server is not there or shutting down, the first one included. Default 3; 1 never tries again. */
  readonly retry?: { readonly attempts: number } | undefined;
  /** Default: the machine's. */
  readonly clock?: Clock | undefined;
  /** In [0, 1), for the jitter between attempts. Default: Math.random. */
  readonly random?: (() => number) | undefined;
}

/** A client of one server. Its owner closes it. Every method throws ComputeError. */
export interface ComputeClient extends ComputeMethods, PipelineRuns {
  /** Ends the calls under way with CANCELLED and gives the connection back. */
  close(): void;
}

const maxMessageBytes = 32 * 1024 * 1024;
const channelOptions: ChannelOptions = {
  "grpc.max_receive_message_length": maxMessageBytes,
  "grpc.max_send_message_length": maxMessageBytes,
  // A server that is back is found again by the retries of a call.
  "grpc.initial_reconnect_backoff_ms": 400,
  // Despite its name, what one attempt to connect may take: a busy machine or a slow network needs it.
  "grpc.min_reconnect_backoff_ms": 3000,
  "grpc.max_reconnect_backoff_ms": 5000,
};

/** Makes a client. Throws INVALID_ARGUMENT for an address without a host, and a deadline or a number of attempts that cannot be. */
export function createComputeClient(options: ComputeClientOptions): ComputeClient {
  const attempts = options.retry?.attempts ?? 3;
  checkAddress(options.address);
  checkDeadline(options.deadlineMs);
  checkAttempts(attempts);
  const closed = new AbortController();
  const policy = callPolicy({
    address: options.address,
    attempts,
    defaultDeadlineMs: options.deadlineMs,
    closed: closed.signal,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  });
  const channel = createChannel(options.address, ChannelCredentials.createInsecure(), channelOptions);
  const wire = createClientFactory()
    .use(errorDetailsClientMiddleware)
    .use(policy)
    .create(ComputeServiceDefinition, channel);

  const methods: ComputeMethods = {
    executePipeline: (request, call) => wire.executePipeline(request, wireOptions(call)),
    executePipelineStream: (request, call) => wire.executePipelineStream(request, wireOptions(call)),
    generate: (request, call) => wire.generate(request, wireOptions(call)),
    generateStream: (request, call) => wire.generateStream(request, wireOptions(call)),
    embed: (request, call) => wire.embed(request, wireOptions(call)),
    transcribe: (request, call) => wire.transcribe(request, wireOptions(call)),
    synthesize: (request, call) => wire.synthesize(request, wireOptions(call)),
    reportOutcome: (request, call) => wire.reportOutcome(request, wireOptions(call)),
    listPipelines: (request, call) => wire.listPipelines(request, wireOptions(call)),
    getPipeline: (request, call) => wire.getPipeline(request, wireOptions(call)),
    listBackends: (request, call) => wire.listBackends(request, wireOptions(call)),
    healthCheck: (request, call) => wire.healthCheck(request, wireOptions(call)),
  };
  return {
    ...methods,
    ...pipelineRuns(methods),
    close() {
      closed.abort();
      channel.close();
    },
  };
}

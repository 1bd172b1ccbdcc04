import { type ComputeServiceClient, ComputeServiceDefinition } from "@compute-proxy/api";
import { type Channel, type ChannelOptions, createChannel, createClientFactory } from "nice-grpc";
import { errorDetailsClientMiddleware } from "nice-grpc-error-details";

/** A client without any policy of its own: what it throws is what the wire brought. The test closes the channel. */
export interface WireClient {
  readonly compute: ComputeServiceClient;
  readonly channel: Channel;
}

/** Connects one. */
export function wireClient(address: string, options: ChannelOptions = {}): WireClient {
  const channel = createChannel(address, undefined, options);
  const compute = createClientFactory().use(errorDetailsClientMiddleware).create(ComputeServiceDefinition, channel);
  return { compute, channel };
}

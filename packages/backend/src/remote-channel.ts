import { type Clock, ProxyError, timeLimit, untilAborted } from "@compute-proxy/core";
import { type Channel, ChannelCredentials, type ChannelOptions, createChannel } from "nice-grpc";

/** Audio travels whole. */
const maxMessageBytes = 32 * 1024 * 1024;

/** How long a worker may take to accept a connection, in ms. */
export const connectMs = 2000;

const channelOptions: ChannelOptions = {
  "grpc.max_receive_message_length": maxMessageBytes,
  "grpc.max_send_message_length": maxMessageBytes,
  // A worker that is back is found again within two seconds, not after grpc's two minutes.
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 2000,
  // Despite its name, what one attempt to connect may take: more than a caller waits for it, so that the caller's error is ours.
  "grpc.min_reconnect_backoff_ms": 2 * connectMs,
  // A worker that vanishes without a word (power, cable) ends its calls after half a minute.
  "grpc.keepalive_time_ms": 20_000,
  "grpc.keepalive_timeout_ms": 10_000,
  // Engines are reached straight, whatever http_proxy says.
  "grpc.enable_http_proxy": 0,
};

/** A channel to a worker at host:port. The connection is made with the first call. The caller closes it. */
export function openChannel(address: string): Channel {
  return createChannel(address, ChannelCredentials.createInsecure(), channelOptions);
}

/**
 * Waits while a channel connects, 2 s at most: then throws engine-connect-timeout. A channel that could not connect is none of
 * its affairs; the call itself tells why.
 */
export async function whileConnecting(
  channel: Channel,
  peer: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  if (isSettled(channel)) return;
  using limit = timeLimit(signal, connectMs, clock, () => tooSlow(peer));
  while (!isSettled(channel)) await untilAborted(nextState(channel), limit.signal);
}

/** The numbers of grpc's ConnectivityState that are on the way to another one. */
const idle = 0;
const connecting = 1;

function isSettled(channel: Channel): boolean {
  const state: number = channel.getConnectivityState(true);
  return state !== idle && state !== connecting;
}

function nextState(channel: Channel): Promise<void> {
  return new Promise((resolve) => {
    channel.watchConnectivityState(channel.getConnectivityState(false), Infinity, () => resolve());
  });
}

function tooSlow(peer: string): ProxyError {
  return new ProxyError("engine-connect-timeout", `${peer} did not accept a connection within ${connectMs} ms`);
}

import type { ProxyError } from "@compute-proxy/core";
import type { Metadata } from "nice-grpc-common";

/** When a client of gRPC retries by itself, it waits for as long as this entry of the trailer says (gRFC A6). */
const pushbackKey = "grpc-retry-pushback-ms";

/** gRFC A6 reads a signed 32-bit number. */
const longestMs = 2 ** 31 - 1;

/** Tells the client when the same call may succeed, in whole ms, if the error knows. */
export function notePushback(trailer: Metadata, { retryAfterMs }: ProxyError): void {
  if (retryAfterMs === undefined) return;
  trailer.set(pushbackKey, String(Math.min(Math.max(Math.ceil(retryAfterMs), 0), longestMs)));
}

import { randomUUID } from "node:crypto";
import { type ServerInterceptor, ServerInterceptingCall } from "@grpc/grpc-js";
import type { Metadata } from "nice-grpc-common";

/** Of this process alone, so that no client can send an entry under this name. */
const remainingKey = `compute-proxy-remaining-ms-${randomUUID()}`;

/**
 * Carries the client's deadline, which nice-grpc does not pass on, to `remainingOf` as metadata. grpc-js has just read
 * grpc-timeout and made a time of day of it; it becomes a duration again before the wall clock can jump. A call without a deadline stays
 * as it is: every message of an intercepted one takes a way of its own through grpc-js.
 */
export const deadlineInterceptor: ServerInterceptor = (_method, call) => {
  const deadline = call.getDeadline();
  const remainingMs = (deadline instanceof Date ? deadline.getTime() : deadline) - Date.now();
  // grpc-js asks for no more of it than the interface has.
  if (!Number.isFinite(remainingMs)) return call as ServerInterceptingCall;
  return new ServerInterceptingCall(call, {
    start: (next) =>
      next({
        onReceiveMetadata: (metadata, pass) => {
          metadata.set(remainingKey, String(Math.max(0, remainingMs)));
          pass(metadata);
        },
      }),
  });
};

/** Milliseconds that were left when the call arrived. Undefined: the client set no deadline. */
export function remainingOf(metadata: Metadata): number | undefined {
  const value = metadata.get(remainingKey);
  return value === undefined ? undefined : Number(value);
}

import { randomUUID } from "node:crypto";
import { systemClock } from "@compute-proxy/core";
import { type ServerInterceptor, ServerInterceptingCall } from "@grpc/grpc-js";
import type { Metadata } from "nice-grpc-common";

/** A client's deadline, as it came with the call's headers: the request itself may take long to follow. */
export interface ClientDeadline {
  /** Counted from its arrival. */
  readonly ms: number;
  /** By `systemClock`, in ms. */
  readonly arrivedAt: number;
}

/** Of this process alone, so that no client can send an entry under this name. */
const deadlineKey = `compute-proxy-deadline-${randomUUID()}`;

/**
 * Carries the client's deadline, which nice-grpc does not pass on, to `deadlineOf` as metadata. grpc-js has just read
 * grpc-timeout and made a time of day of it; it becomes a duration again before the wall clock can jump. A call without a deadline stays
 * as it is: every message of an intercepted one takes a way of its own through grpc-js.
 */
export const deadlineInterceptor: ServerInterceptor = (_method, call) => {
  const deadline = call.getDeadline();
  const ms = (deadline instanceof Date ? deadline.getTime() : deadline) - Date.now();
  // grpc-js asks for no more of it than the interface has.
  if (!Number.isFinite(ms)) return call as ServerInterceptingCall;
  const arrived: ClientDeadline = { ms: Math.max(0, ms), arrivedAt: systemClock.now() };
  return new ServerInterceptingCall(call, {
    start: (next) =>
      next({
        onReceiveMetadata: (metadata, pass) => {
          metadata.set(deadlineKey, `${arrived.ms} ${arrived.arrivedAt}`);
          pass(metadata);
        },
      }),
  });
};

/** Undefined: the client set no deadline. */
export function deadlineOf(metadata: Metadata): ClientDeadline | undefined {
  const value = metadata.get(deadlineKey);
  if (typeof value !== "string") return undefined;
  const [ms, arrivedAt] = value.split(" ").map(Number);
  return { ms: ms ?? 0, arrivedAt: arrivedAt ?? 0 };
}

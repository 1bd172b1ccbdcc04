import { type ServerInterceptor, ServerInterceptingCall } from "@grpc/grpc-js";
import type { Metadata } from "nice-grpc-common";

/** Internal: a client's own entry under this name never reaches a method. */
const remainingKey = "compute-proxy-remaining-ms";

/**
 * Carries the client's deadline, which nice-grpc does not pass on, to `remainingOf` as metadata. grpc-js has read
 * grpc-timeout by then.
 */
export const deadlineInterceptor: ServerInterceptor = (_method, call) =>
  new ServerInterceptingCall(call, {
    start: (next) =>
      next({
        onReceiveMetadata: (metadata, pass) => {
          metadata.remove(remainingKey);
          const deadline = call.getDeadline();
          const at = deadline instanceof Date ? deadline.getTime() : deadline;
          if (Number.isFinite(at)) metadata.set(remainingKey, String(Math.max(0, at - Date.now())));
          pass(metadata);
        },
      }),
  });

/** Milliseconds that were left when the call arrived. Undefined: the client set no deadline. */
export function remainingOf(metadata: Metadata): number | undefined {
  const value = metadata.get(remainingKey);
  return value === undefined ? undefined : Number(value);
}

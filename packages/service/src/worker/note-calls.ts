import { namedBackend } from "@compute-proxy/backend";
import {
  abortReason,
  type CanonicalStatus,
  type Clock,
  type ErrorCode,
  printable,
  toProxyError,
} from "@compute-proxy/core";
import type { CallContext, ServerMiddleware, ServerMiddlewareCall } from "nice-grpc-common";
import type { CallScope } from "../call/call-scope.js";

/** A call that has ended: whom it asked for what, and how it went. Nothing of what was asked or answered. */
export interface EndedCall {
  /** As the call named it; undefined when it named none. */
  readonly backend: string | undefined;
  /** Describe, Generate, ... */
  readonly method: string;
  readonly ms: number;
  readonly code: "OK" | CanonicalStatus;
  /** Our code; undefined when the call went well. */
  readonly reason: ErrorCode | undefined;
}

/** Tells of each call when it has ended. Belongs inside `guardCalls`, which gives the call its signal. */
export function noteCalls(
  clock: Clock,
  onCall: (call: EndedCall) => void,
): ServerMiddleware<object, { scope: CallScope }> {
  return async function* note<Request, Response>(
    call: ServerMiddlewareCall<Request, Response, { scope: CallScope }>,
    context: CallContext & { scope: CallScope },
  ) {
    const { signal } = context.scope;
    const began = clock.now();
    const name = namedBackend(context.metadata);
    let end: { readonly code: EndedCall["code"]; readonly reason: ErrorCode | undefined } | undefined;
    try {
      const last = yield* call.next(call.request, context);
      end = { code: "OK", reason: undefined };
      return last;
    } catch (error) {
      const { status, code } = signal.aborted ? abortReason(signal) : toProxyError(error);
      end = { code: status, reason: code };
      throw error;
    } finally {
      // A reader that left the stream ends neither well nor with an error.
      end ??= { code: "CANCELLED", reason: "cancelled" };
      onCall({
        backend: name === undefined ? undefined : printable(name, 64),
        method: call.method.path.split("/").at(-1) ?? "",
        ms: Math.round(clock.now() - began),
        ...end,
      });
    }
  };
}

import { type Clock, isProxyError } from "@compute-proxy/core";
import { toGrpcError } from "@compute-proxy/core/grpc";
import type { CallContext, ServerMiddleware, ServerMiddlewareCall } from "nice-grpc-common";
import { answerError } from "./answer-error.js";
import type { CallScope } from "./call-scope.js";
import { callSignal } from "./call-signal.js";
import { deadlineOf } from "./deadline-interceptor.js";
import { notePushback } from "./retry-pushback.js";

/** Where an unexpected error happened. */
export interface ErrorPlace {
  readonly callId: string;
  /** "/compute.v1.ComputeService/Generate" */
  readonly method: string;
}

/** What the guard needs. */
export interface GuardParts {
  readonly clock: Clock;
  readonly newCallId: () => string;
  readonly stopping: AbortSignal;
  readonly onError: (error: unknown, place: ErrorPlace) => void;
}

/** Gives each call its scope, and each failed call its status. Belongs inside errorDetailsServerMiddleware. */
export function guardCalls(parts: GuardParts): ServerMiddleware<{ scope: CallScope }> {
  return async function* guard<Request, Response>(
    call: ServerMiddlewareCall<Request, Response, { scope: CallScope }>,
    context: CallContext,
  ) {
    const deadline = deadlineOf(context.metadata);
    const limit = callSignal({ client: context.signal, stopping: parts.stopping, deadline }, parts.clock);
    const { signal, remainingMs } = limit;
    const scope = { callId: parts.newCallId(), remainingMs, signal };
    try {
      return yield* call.next(call.request, { ...context, signal, scope });
    } catch (error) {
      const place = { callId: scope.callId, method: call.method.path };
      const answer = answerError(error, scope, (unexpected) => report(parts, unexpected, place));
      if (!isProxyError(answer)) throw answer;
      notePushback(context.trailer, answer);
      throw toGrpcError(answer);
    } finally {
      limit[Symbol.dispose]();
    }
  };
}

/** A log that fails must not change the answer. */
function report({ onError }: GuardParts, error: unknown, place: ErrorPlace): void {
  try {
    onError(error, place);
  } catch {
    // Nobody is left to be told.
  }
}

import type { Clock } from "@compute-proxy/core";
import type { CallContext, ServerMiddleware, ServerMiddlewareCall } from "nice-grpc-common";
import { answerError } from "./answer-error.js";
import type { CallScope } from "./call-scope.js";
import { callSignal } from "./call-signal.js";
import { remainingOf } from "./deadline-interceptor.js";

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
    const remainingMs = remainingOf(context.metadata);
    using limit = callSignal({ client: context.signal, stopping: parts.stopping, remainingMs }, parts.clock);
    const { signal } = limit;
    const scope = { callId: parts.newCallId(), remainingMs, signal };
    try {
      return yield* call.next(call.request, { ...context, signal, scope });
    } catch (error) {
      const place = { callId: scope.callId, method: call.method.path };
      throw answerError(error, scope, (unexpected) => parts.onError(unexpected, place));
    }
  };
}

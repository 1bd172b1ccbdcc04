import { abortReason, type Clock, throwIfAborted } from "@compute-proxy/core";
import type { CallOptions as WireOptions, ClientMiddleware, ClientMiddlewareCall } from "nice-grpc-common";
import { checkDeadline } from "./call-options.js";
import { type CallLimit, callLimit } from "./call-limit.js";
import type { ComputeError } from "./compute-error.js";
import { retryDelay } from "./retry-delay.js";
import { toComputeError } from "./to-compute-error.js";

/** What holds for every call of a client. */
export interface PolicyParts {
  readonly address: string;
  readonly attempts: number;
  readonly defaultDeadlineMs: number | undefined;
  readonly closed: AbortSignal;
  readonly clock: Clock;
  readonly random: () => number;
}

/** What a call brings besides its request. */
export interface CallDeadline {
  readonly deadlineMs?: number | undefined;
}

/** Deadline, retries and typed errors of each call. Belongs outside errorDetailsClientMiddleware. */
export function callPolicy(parts: PolicyParts): ClientMiddleware<CallDeadline> {
  return async function* policy<Request, Response>(
    call: ClientMiddlewareCall<Request, Response>,
    { deadlineMs = parts.defaultDeadlineMs, signal: caller, ...rest }: WireOptions & CallDeadline,
  ) {
    checkDeadline(deadlineMs);
    using limit = callLimit({ caller, closed: parts.closed, deadlineMs }, parts.clock);
    for (let attempt = 1; ; attempt += 1) {
      let answered = false;
      try {
        throwIfAborted(limit.signal);
        const messages = call.next(call.request, { ...rest, signal: limit.signal, metadata: limit.metadata() });
        return yield* noting<Response, Response | void>(messages, limit.signal, () => (answered = true));
      } catch (thrown) {
        const error = failure(thrown, limit, parts.address);
        const failed = { error, attempt, attempts: parts.attempts, answered, remainingMs: limit.remainingMs() };
        const delay = retryDelay(failed, parts.random());
        if (delay === undefined) throw error;
        await pause(delay, limit, parts);
      }
    }
  };
}

/**
 * The same messages; `onMessage` hears of each one before the reader does. Throws at the reader's next pull when the signal has
 * aborted: what the wire has kept for a slow reader is of a call that has ended.
 */
async function* noting<Message, Last>(
  messages: AsyncGenerator<Message, Last, undefined>,
  signal: AbortSignal,
  onMessage: () => void,
): AsyncGenerator<Message, Last, undefined> {
  let isOver = false;
  try {
    for (;;) {
      const step = await messages.next();
      isOver = step.done === true;
      if (step.done) return step.value;
      throwIfAborted(signal);
      onMessage();
      yield step.value;
    }
  } finally {
    if (!isOver) await messages.return(undefined as never);
  }
}

/** nice-grpc tells of an abort without its reason. */
function failure(thrown: unknown, { signal }: CallLimit, address: string): ComputeError {
  return toComputeError(signal.aborted ? abortReason(signal) : thrown, address);
}

async function pause(ms: number, limit: CallLimit, { clock, address }: PolicyParts): Promise<void> {
  try {
    await clock.sleep(ms, limit.signal);
  } catch (thrown) {
    throw failure(thrown, limit, address);
  }
}

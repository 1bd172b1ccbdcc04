import { BackendServiceDefinition } from "@compute-proxy/api/backend/v1";
import { abortReason, type Clock, remainingMs, systemClock, throwIfAborted } from "@compute-proxy/core";
import { type Channel, createClientFactory } from "nice-grpc";
import type { CallOptions } from "nice-grpc-common";
import { errorDetailsClientMiddleware } from "nice-grpc-error-details";
import { callMetadata, type EngineMarks, readMarks } from "./call-metadata.js";
import { hopsOf } from "./hops.js";
import { peerError } from "./peer-error.js";
import type { BackendPort, Scope } from "./port.js";

/** What a port on another machine may need beside its channel. */
export interface RemoteOptions {
  /** Which of the worker's backends is meant. Default: its only one. */
  readonly backend?: string | undefined;
  /** Awaited before each call; a rejection is the call's. */
  readonly ready?: (signal: AbortSignal) => Promise<void>;
  /** Hears with each answer what the worker says of its engine. */
  readonly onMarks?: (marks: EngineMarks) => void;
  /** Default: the machine's. */
  readonly clock?: Clock;
}

/** The other side counts the same deadline: its end may arrive this long before ours, in ms. */
const slackMs = 250;

/**
 * A port on another machine. The caller closes the channel. `peer` names the other side in errors. A deadline that the signal
 * is known to have crosses with the call.
 */
export function remoteBackend(channel: Channel, peer: string, remote: RemoteOptions = {}): BackendPort {
  const client = createClientFactory().use(errorDetailsClientMiddleware).create(BackendServiceDefinition, channel);

  const { backend } = remote;
  const failed = (error: unknown, scope: Scope): Promise<unknown> =>
    failure(error, peer, scope.signal, remote.clock ?? systemClock);
  const begin = async ({ signal }: Scope): Promise<CallOptions> => {
    throwIfAborted(signal);
    await remote.ready?.(signal);
    return {
      signal,
      metadata: callMetadata({ backend, remainingMs: remainingMs(signal), hops: hopsOf(signal) + 1 }),
      onHeader(header) {
        const marks = readMarks(header);
        if (marks) remote.onMarks?.(marks);
      },
    };
  };
  const unary = async <T>(scope: Scope, call: (options: CallOptions) => Promise<T>): Promise<T> => {
    try {
      return await call(await begin(scope));
    } catch (error) {
      throw await failed(error, scope);
    }
  };
  async function* stream<T>(scope: Scope, call: (options: CallOptions) => AsyncIterable<T>): AsyncIterable<T> {
    try {
      yield* call(await begin(scope));
    } catch (error) {
      throw await failed(error, scope);
    }
  }

  return {
    describe: (request, scope) => unary(scope, (options) => client.describe(request, options)),
    generate: (request, scope) => stream(scope, (options) => client.generate(request, options)),
    embed: (request, scope) => unary(scope, (options) => client.embed(request, options)),
    transcribe: (request, scope) => unary(scope, (options) => client.transcribe(request, options)),
    synthesize: (request, scope) => stream(scope, (options) => client.synthesize(request, options)),
  };
}

/** Our own end of the call where there is one; the signal knows better than the wire why. */
async function failure(thrown: unknown, peer: string, signal: AbortSignal, clock: Clock): Promise<unknown> {
  if (signal.aborted) return abortReason(signal);
  const error = peerError(thrown, peer);
  const left = remainingMs(signal);
  if (error.code !== "deadline-exceeded" || left === undefined || left > slackMs) return error;
  return clock.sleep(slackMs, signal).then(
    () => error,
    () => abortReason(signal),
  );
}

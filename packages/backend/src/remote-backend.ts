import { BackendServiceDefinition } from "@compute-proxy/api/backend/v1";
import { abortReason } from "@compute-proxy/core";
import { fromGrpcError } from "@compute-proxy/core/grpc";
import { type Channel, createClientFactory } from "nice-grpc";
import { errorDetailsClientMiddleware } from "nice-grpc-error-details";
import type { BackendPort, Scope } from "./port.js";

/** A port on another machine. The caller closes the channel. `peer` names the other side in errors. */
export function remoteBackend(channel: Channel, peer: string): BackendPort {
  const client = createClientFactory().use(errorDetailsClientMiddleware).create(BackendServiceDefinition, channel);

  const failure = (error: unknown, { signal }: Scope): unknown =>
    signal.aborted ? abortReason(signal) : fromGrpcError(error, peer);
  const unary = async <T>(result: Promise<T>, scope: Scope): Promise<T> => {
    try {
      return await result;
    } catch (error) {
      throw failure(error, scope);
    }
  };
  async function* stream<T>(results: AsyncIterable<T>, scope: Scope): AsyncIterable<T> {
    try {
      yield* results;
    } catch (error) {
      throw failure(error, scope);
    }
  }

  return {
    describe: (request, scope) => unary(client.describe(request, { signal: scope.signal }), scope),
    generate: (request, scope) => stream(client.generate(request, { signal: scope.signal }), scope),
    embed: (request, scope) => unary(client.embed(request, { signal: scope.signal }), scope),
    transcribe: (request, scope) => unary(client.transcribe(request, { signal: scope.signal }), scope),
    synthesize: (request, scope) => stream(client.synthesize(request, { signal: scope.signal }), scope),
  };
}

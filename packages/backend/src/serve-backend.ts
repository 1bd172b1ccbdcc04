import { type BackendServiceImplementation } from "@compute-proxy/api/backend/v1";
import { isProxyError, toProxyError } from "@compute-proxy/core";
import { toGrpcError } from "@compute-proxy/core/grpc";
import type { CallContext } from "nice-grpc-common";
import type { BackendPort } from "./port.js";

/**
 * The port as a gRPC implementation, for `server.add(BackendServiceDefinition, serveBackend(port))`. The server needs
 * nice-grpc-error-details' server middleware, which puts our error's details on the wire.
 */
export function serveBackend(port: BackendPort): BackendServiceImplementation {
  return {
    describe: (request, context) => unary(port.describe(request, scopeOf(context)), context),
    generate: (request, context) => stream(port.generate(request, scopeOf(context)), context),
    embed: (request, context) => unary(port.embed(request, scopeOf(context)), context),
    transcribe: (request, context) => unary(port.transcribe(request, scopeOf(context)), context),
    synthesize: (request, context) => stream(port.synthesize(request, scopeOf(context)), context),
  };
}

function scopeOf(context: CallContext): { readonly signal: AbortSignal } {
  return { signal: context.signal };
}

async function unary<T>(result: Promise<T>, context: CallContext): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw onTheWire(error, context);
  }
}

async function* stream<T>(results: AsyncIterable<T>, context: CallContext): AsyncIterable<T> {
  try {
    yield* results;
  } catch (error) {
    throw onTheWire(error, context);
  }
}

/** An abort is left to nice-grpc, which answers CANCELLED or DEADLINE_EXCEEDED itself. */
function onTheWire(error: unknown, context: CallContext): unknown {
  if (context.signal.aborted && !isProxyError(error)) return error;
  return toGrpcError(toProxyError(error));
}

import { type BackendServiceImplementation } from "@compute-proxy/api/backend/v1";
import { isProxyError, toProxyError } from "@compute-proxy/core";
import { toGrpcError } from "@compute-proxy/core/grpc";
import type { CallContext } from "nice-grpc-common";
import { countedHops, type EngineMarks, namedBackend, writeMarks } from "./call-metadata.js";
import { noteHops } from "./hops.js";
import type { BackendPort, Scope } from "./port.js";

/** A backend as a server offers it. */
export interface ServedBackend {
  readonly port: BackendPort;
  /** Asked before each answer, and sent with it. */
  readonly marks: () => EngineMarks | undefined;
}

/**
 * The port as a gRPC implementation, for `server.add(BackendServiceDefinition, serveBackend(port))`. The server needs
 * nice-grpc-error-details' server middleware, which puts our error's details on the wire.
 */
export function serveBackend(port: BackendPort): BackendServiceImplementation {
  return implementation(() => ({ port, marks: () => undefined }), onTheWire);
}

/**
 * Several backends behind one service. `find` gets the id that the call names, if it names one, and throws where there is none.
 * Errors are left as they are: the server's own middleware gives them their status.
 */
export function serveBackends(find: (id: string | undefined) => ServedBackend): BackendServiceImplementation {
  return implementation(find, (error) => error);
}

type Find = (id: string | undefined) => ServedBackend;
type Convert = (error: unknown, context: CallContext) => unknown;

function implementation(find: Find, convert: Convert): BackendServiceImplementation {
  const found = ({ metadata, signal }: CallContext): ServedBackend => {
    noteHops(signal, countedHops(metadata));
    return find(namedBackend(metadata));
  };
  const unary = async <T>(context: CallContext, call: (port: BackendPort, scope: Scope) => Promise<T>): Promise<T> => {
    try {
      const { port, marks } = found(context);
      const result = await call(port, { signal: context.signal });
      mark(context, marks());
      return result;
    } catch (error) {
      throw convert(error, context);
    }
  };
  async function* stream<T>(
    context: CallContext,
    call: (port: BackendPort, scope: Scope) => AsyncIterable<T>,
  ): AsyncIterable<T> {
    try {
      const { port, marks } = found(context);
      let isFirst = true;
      for await (const message of call(port, { signal: context.signal })) {
        if (isFirst) mark(context, marks());
        isFirst = false;
        yield message;
      }
    } catch (error) {
      throw convert(error, context);
    }
  }

  return {
    describe: (request, context) => unary(context, (port, scope) => port.describe(request, scope)),
    generate: (request, context) => stream(context, (port, scope) => port.generate(request, scope)),
    embed: (request, context) => unary(context, (port, scope) => port.embed(request, scope)),
    transcribe: (request, context) => unary(context, (port, scope) => port.transcribe(request, scope)),
    synthesize: (request, context) => stream(context, (port, scope) => port.synthesize(request, scope)),
  };
}

function mark({ header }: CallContext, marks: EngineMarks | undefined): void {
  if (marks) writeMarks(header, marks);
}

/** An abort is left to nice-grpc, which answers CANCELLED or DEADLINE_EXCEEDED itself. */
function onTheWire(error: unknown, context: CallContext): unknown {
  if (context.signal.aborted && !isProxyError(error)) return error;
  return toGrpcError(toProxyError(error));
}

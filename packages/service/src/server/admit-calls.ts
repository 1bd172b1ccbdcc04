import { ComputeServiceDefinition } from "@compute-proxy/api";
import type { CallContext, ServerMiddleware, ServerMiddlewareCall } from "nice-grpc-common";
import type { CallScope } from "../call/call-scope.js";
import type { OpenCalls } from "./open-calls.js";

const { healthCheck } = ComputeServiceDefinition.methods;
const healthCheckPath = `/${ComputeServiceDefinition.fullName}/${healthCheck.name}`;

/** Counts calls and refuses new ones while the server drains; HealthCheck goes on, to say so. */
export function admitCalls(calls: OpenCalls): ServerMiddleware<object, { scope: CallScope }> {
  return async function* admit<Request, Response>(
    call: ServerMiddlewareCall<Request, Response, { scope: CallScope }>,
    context: CallContext & { scope: CallScope },
  ) {
    if (call.method.path === healthCheckPath) return yield* call.next(call.request, context);
    using _open = calls.begin();
    return yield* call.next(call.request, context);
  };
}

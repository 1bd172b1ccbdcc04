import { fromGrpcError } from "@compute-proxy/core/grpc";
import type { Violation } from "@compute-proxy/core";
import { ClientError, Status } from "nice-grpc-common";

/** What the wire told of a failed call. */
export interface WireFailure {
  readonly status: string | undefined;
  readonly message: string;
  readonly reason: string;
  readonly violations: readonly Violation[];
  readonly retryAfterMs: number | undefined;
}

/** The failure of a call that has to fail: awaits it, or reads its stream to the end. */
export async function wireFailure(call: Promise<unknown> | AsyncIterable<unknown>): Promise<WireFailure> {
  try {
    await end(call);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    const { code, violations, retryAfterMs } = fromGrpcError(error, "server");
    return { status: Status[error.code], message: error.details, reason: code, violations, retryAfterMs };
  }
  throw new Error("the call did not fail");
}

async function end(call: Promise<unknown> | AsyncIterable<unknown>): Promise<void> {
  if (call instanceof Promise) await call;
  else for await (const _ of call);
}

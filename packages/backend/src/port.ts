import type { BackendServiceDefinition } from "@compute-proxy/api/backend/v1";

type Message<F> = F extends { decode(...args: never[]): infer M } ? M : never;
type In<M> = M extends { requestStream: true; requestType: infer Q }
  ? AsyncIterable<Message<Q>>
  : M extends { requestType: infer Q }
    ? Message<Q>
    : never;
type Out<M> = M extends { responseStream: true; responseType: infer R }
  ? AsyncIterable<Message<R>>
  : M extends { responseType: infer R }
    ? Promise<Message<R>>
    : never;

/** What travels beside a request. An implementation passes the signal to everything it waits for. */
export interface Scope {
  readonly signal: AbortSignal;
}

/** A proto service as plain calls with full messages: no wire, no defaults to fill in. */
export type Port<D extends { methods: object }> = {
  readonly [K in keyof D["methods"]]: (request: In<D["methods"][K]>, scope: Scope) => Out<D["methods"][K]>;
};

/**
 * What every adapter implements. Errors are thrown as ProxyError; an abort of the signal ends the engine's work and throws
 * the signal's reason. A message is not changed after it was yielded. Leaving a stream early closes the engine's request.
 */
export type BackendPort = Port<typeof BackendServiceDefinition>;

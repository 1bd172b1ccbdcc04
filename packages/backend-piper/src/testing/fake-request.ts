import type { IncomingHttpHeaders } from "node:http";

/** A request that the fake engine got. */
export interface FakeRequest {
  /** From 0, over all requests of its method and path. */
  readonly call: number;
  readonly method: string;
  /** "/synthesize", "/", "/voices", "/info" or whatever was asked for. */
  readonly path: string;
  /** The JSON body; undefined without one, or when it is no object. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly headers: Readonly<IncomingHttpHeaders>;
}

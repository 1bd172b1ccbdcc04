import type { IncomingHttpHeaders } from "node:http";

/** A request that the fake engine got. */
export interface FakeRequest {
  /** From 0, over all requests of its path. */
  readonly call: number;
  /** "/api/generate", "/api/chat", "/api/embed", "/api/tags", "/api/show" or "/api/version". */
  readonly path: string;
  /** The JSON body; empty for a GET. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<IncomingHttpHeaders>;
}

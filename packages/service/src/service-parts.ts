import type { PipelineStreamResponse } from "@compute-proxy/api";
import type { Registry } from "@compute-proxy/backend";
import type { Clock } from "@compute-proxy/core";
import type { ErrorPlace } from "./call/guard-calls.js";
import type { PipelineCatalog, Routing } from "@compute-proxy/pipeline";

/** What the methods of the service work with. */
export interface ServiceParts {
  readonly catalog: PipelineCatalog;
  readonly registry: Registry;
  readonly routing: Routing;
  readonly clock: Clock;
  /** Sees each event of each run before the client does, for the log. A unary call makes no deltas. */
  readonly observe?: ((event: PipelineStreamResponse) => void) | undefined;
  /** Gets what the client is not told: an unexpected error, with its stack, and the id that the client was given. */
  readonly onError?: ((error: unknown, place: ErrorPlace) => void) | undefined;
}

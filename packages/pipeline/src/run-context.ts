import type { Annotations, PipelineOptions } from "@compute-proxy/api";
import type { Registry } from "@compute-proxy/backend";
import type { Clock, ProxyError } from "@compute-proxy/core";

/** How a backend is found where the pipeline leaves it open. */
export interface Routing {
  /** Id of the backend for stages that name none. */
  readonly defaultBackend: string | undefined;
  /** Whether a stage whose backend is gone may go to the next best one. */
  readonly fallbackStrategy: "next_best" | "fail";
}

/** Everything that a run needs besides the pipeline and its input. */
export interface RunContext {
  readonly runId: string;
  readonly registry: Registry;
  readonly routing: Routing;
  readonly clock: Clock;
  /** Aborts the run, engines included. Its reason is the error that the run ends with. */
  readonly signal: AbortSignal;
  /** Override the pipeline's own for this run. */
  readonly options?: PipelineOptions | undefined;
  readonly annotations?: Annotations | undefined;
  /** Gets errors of code `internal`, whose cause and stack no client is told. */
  readonly onInternal?: ((error: ProxyError) => void) | undefined;
}

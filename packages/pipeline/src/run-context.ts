import type { Annotations, PipelineOptions, PipelineStreamResponse } from "@compute-proxy/api";
import type { Registry } from "@compute-proxy/backend";
import type { Clock, ProxyError } from "@compute-proxy/core";
import type { CalibrationBook, ContinuationBook, HeatBook, OutcomeMemory } from "@compute-proxy/forwarding";

/** How a backend is found where the pipeline leaves it open. */
export interface Routing {
  /** Id of the backend for stages that name none. */
  readonly defaultBackend: string | undefined;
  /** Whether a stage whose backend is gone may go to the next best one. */
  readonly fallbackStrategy: "next_best" | "fail";
}

/**
 * All events, or the result alone: then runEnd is the only event that the reader gets, and no textDelta and no audioDelta is made. It
 * costs less and comes to the same.
 */
export type RunReads = "events" | "result";

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
  /** What the reader wants of the run. Default: its events. */
  readonly reads?: RunReads | undefined;
  /** Whether `validateRun` has found nothing wrong with this very run. Default: it is asked. */
  readonly isValidated?: boolean | undefined;
  /** What labels have taught about models. Absent: confidence is that of version 1, no draft is cut and there are no priors. */
  readonly calibration?: CalibrationBook | undefined;
  /** Gets every answer of a text stage that has a measured confidence. Absent: nobody can judge them later. */
  readonly outcomes?: OutcomeMemory | undefined;
  /** Sees each event before the reader does. */
  readonly observe?: ((event: PipelineStreamResponse) => void) | undefined;
  /** 0 up to 1, for the jitter of retries. Default Math.random. */
  readonly random?: (() => number) | undefined;
  /** How hot the backends' devices are. Absent: nothing is known of them. */
  readonly heat?: HeatBook | undefined;
  /** How backends go on with begun texts. Absent: a text can only be begun anew. */
  readonly continuations?: ContinuationBook | undefined;
  /** Gets errors of code `internal`, whose cause and stack no client is told. */
  readonly onInternal?: ((error: ProxyError) => void) | undefined;
}

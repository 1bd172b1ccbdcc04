import type { Backend, HeatStatus, PipelineStreamResponse } from "@compute-proxy/api";
import type { Registry } from "@compute-proxy/backend";
import type { Clock } from "@compute-proxy/core";
import type { HeatBook } from "@compute-proxy/forwarding";
import type { ErrorPlace } from "./call/guard-calls.js";
import type { OutcomeReports } from "./outcome-reports.js";
import type { PipelineCatalog, Routing, RunContext } from "@compute-proxy/pipeline";

/** How hot the backends' devices are: for the decisions of runs, and for people. */
export interface HeatGauge extends HeatBook {
  /** The last readings of a backend's device. Undefined: nothing has read it. */
  status(backend: Backend, now: number): HeatStatus | undefined;
}

/** What the methods of the service work with. */
export interface ServiceParts {
  readonly catalog: PipelineCatalog;
  readonly registry: Registry;
  readonly routing: Routing;
  readonly clock: Clock;
  /** What labels have taught about models. Absent: confidence is that of version 1. */
  readonly calibration?: RunContext["calibration"];
  /** Absent: nothing reads the devices. */
  readonly heat?: HeatGauge | undefined;
  /** What backends can do with a text that another one has begun. */
  readonly continuations?: RunContext["continuations"];
  /** Remembers answers, and takes the verdicts of ReportOutcome. Absent: that call is refused. */
  readonly outcomes?: OutcomeReports | undefined;
  /** Sees each event of each run before the client does, for the log. A unary call makes no deltas. */
  readonly observe?: ((event: PipelineStreamResponse) => void) | undefined;
  /** Gets what the client is not told: an unexpected error, with its stack, and the id that the client was given. */
  readonly onError?: ((error: unknown, place: ErrorPlace) => void) | undefined;
}

import type { Stage } from "@compute-proxy/api";
import type { Priority, Registry } from "@compute-proxy/backend";
import type { Clock } from "@compute-proxy/core";
import type { Route, Rung } from "../route/rung.js";
import type { StageAnswer } from "./answer.js";
import type { TooHot } from "./heat/too-hot.js";
import type { Showing } from "./showing.js";
import type { StageWork } from "./stage-work.js";

/** Everything that the attempts of one stage share. */
export interface AttemptsScope {
  readonly stage: Stage;
  readonly route: Route;
  readonly work: StageWork;
  readonly registry: Registry;
  readonly clock: Clock;
  /** Who goes first where calls wait for a backend. */
  readonly priority: Priority;
  /** 0 up to 1, drawn anew each time. */
  readonly random: () => number;
  /** The run's signal: its abort ends the run. */
  readonly runSignal: AbortSignal;
  /** The stage's signal: the run's, or the stage's own time limit. */
  readonly signal: AbortSignal;
  /** Why a rung's device must not be entered now; undefined where it may. */
  tooHot(rung: Rung): TooHot | undefined;
  /** Takes note of how fast a backend answered. Absent: nobody asks. */
  readonly noteAnswer: ((rung: Rung, answer: StageAnswer) => void) | undefined;
  /** When the client sees what is produced. */
  readonly showing: Showing;
  /** Whether what is sent is told in events: nobody reads the deltas of a unary call. */
  readonly tellsDeltas: boolean;
}

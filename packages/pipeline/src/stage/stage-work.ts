import type { Gates } from "@compute-proxy/forwarding";
import type { Clock } from "@compute-proxy/core";
import type { Rung } from "../route/rung.js";
import type { StageAnswer } from "./answer.js";

/** What the attempt loop needs to know of a stage type: how one attempt runs, and what its answer must pass. */
export interface StageWork {
  readonly gates: Gates;
  /**
   * One attempt on one rung: yields text as the engine produces it, returns the answer, throws ProxyError.
   * Leaving it early closes the engine's request.
   */
  attempt(
    rung: Rung,
    scope: { readonly signal: AbortSignal; readonly clock: Clock },
  ): AsyncGenerator<string, StageAnswer, void>;
}

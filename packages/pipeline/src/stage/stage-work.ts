import type { Audio } from "@compute-proxy/api";
import type { Gates } from "@compute-proxy/forwarding";
import type { Clock } from "@compute-proxy/core";
import type { Rung } from "../route/rung.js";
import type { StageAnswer } from "./answer.js";

/** What an attempt produces before its end. */
export type StagePiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "audio"; readonly audio: Audio };

/** What the attempt loop needs to know of a stage type: how one attempt runs, and what its answer must pass. */
export interface StageWork {
  readonly gates: Gates;
  /**
   * One attempt on one rung: yields pieces as the engine produces them, returns the answer, throws ProxyError.
   * Leaving it early closes the engine's request.
   */
  attempt(
    rung: Rung,
    scope: { readonly signal: AbortSignal; readonly clock: Clock },
  ): AsyncGenerator<StagePiece, StageAnswer, void>;
}
